import { appendFile, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { patchModules } from './patched-modules.ts';
import { sourcePlaces } from './places.ts';
import { generateSources } from './sources.ts';

async function goFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.go'));
}

/** Copies a package's files, with its tests: they run there too. */
async function copyPackage(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await goFiles(from)) await cp(join(from, name), join(to, name));
}

/**
 * Lays out one Go module with everything in it: the generated components and our main package, the bridge
 * below `bridge/`, patched modules below `patched/`, and the schema's program in `schema/`. Everything is
 * named relative to it: where it lies does not get into a binary.
 * @param folder is made
 */
export async function layOutWorkspace(options: {
  go: string;
  folder: string;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { go, folder, signal } = options;
  const { manifest, main, bridge, patchedModules, schema } = sourcePlaces;
  await generateSources({ go, manifest: await readFile(manifest, 'utf8'), folder, signal });

  const goMod = join(folder, 'go.mod');
  const bridgeMod = await readFile(join(bridge, 'go.mod'), 'utf8').catch(() => undefined);
  const bridgeModule = bridgeMod && /^module (\S+)$/mu.exec(bridgeMod)?.[1];
  if (bridgeModule) {
    await cp(bridge, join(folder, 'bridge'), { recursive: true });
    await cp(join(bridge, 'go.sum'), join(folder, 'go.sum')).catch(() => undefined);
    await appendFile(goMod, `\nrequire ${bridgeModule} v0.0.0\n\nreplace ${bridgeModule} => ./bridge\n`);
  }
  if ((await goFiles(main)).length > 0) {
    const generated = (await goFiles(folder)).filter((name) => name.startsWith('main'));
    for (const name of generated) await rm(join(folder, name));
    await copyPackage(main, folder);
  }
  await copyPackage(schema, join(folder, 'schema'));
  await cp(join(folder, 'components.go'), join(folder, 'schema/components.go'));
  const replaces = await patchModules({ go, folder, patches: patchedModules, signal });
  await appendFile(goMod, `\n${replaces.join('\n')}\n`);
}
