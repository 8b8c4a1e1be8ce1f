/** The `.d.ts` of every importable package, as the lab's assets hold them. */

export interface ExtraLib {
  readonly filePath: string;
  readonly content: string;
}

interface TypesBundle {
  readonly files: Readonly<Record<string, string>>;
  readonly ambient: Readonly<Record<string, string>>;
}

/** A bundle as extra libs: the same paths the compile worker resolves in. */
export function extraLibs(bundle: TypesBundle): ExtraLib[] {
  return Object.entries({ ...bundle.files, ...bundle.ambient }).map(([path, content]) => ({
    filePath: `file://${path}`,
    content,
  }));
}

/** Fetch the bundle that the manifest in `assetBase` names. */
export async function fetchTypes(assetBase: string, get: typeof fetch = fetch): Promise<ExtraLib[]> {
  const json = async (name: string) => {
    const response = await get(new URL(name, new URL(assetBase, document.baseURI)));
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return response.json();
  };
  const manifest: { types: string } = await json('manifest.json');
  return extraLibs(await json(manifest.types));
}
