/** Builds what the lab loads in the browser into `.cache/public/lab/`, unless it is there and current. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { LabAssets } from '../sandbox/vendor/vendor-bundle.ts';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');

/** Where the assets are, in the site's public folder. */
export const labAssetsFolder = path.join(root, '.cache/public/lab');
const stampFile = path.join(root, '.cache/lab-assets.json');

/** Files that decide what is built, besides those the bundler finds. */
const realmInputs = ['tools/build-lab-assets.ts', 'tools/lab-assets/realm.ts'];
const packageInputs = [
  // npm's record of what is installed stands for all packages.
  'node_modules/.package-lock.json',
  'sandbox/compile/imports.ts',
  'sandbox/compile/options.ts',
  'sandbox/realm/browser/start-hook.ts',
  'sandbox/vendor/importable.ts',
  'sandbox/vendor/types/node-server.d.ts',
  'sandbox/vendor/types/realm.d.ts',
  'tools/build-lab-assets.ts',
  'tools/lab-assets/span-starts.ts',
  'tools/lab-assets/types.ts',
  'tools/lab-assets/vendor.ts',
];

interface Stamp {
  /** What the realm's scripts are made from: file, relative to the repository → hash of its content. */
  realm: Record<string, string>;
  /** What vendor bundle and types are made from. */
  packages: Record<string, string>;
}

/**
 * Ensure `.cache/public/lab/` holds current assets; `manifest.json` there names them (`LabAssets`).
 * Writes nothing when no input has changed. `log` gets one line when something was built.
 */
export async function buildLabAssets(log: (line: string) => void = console.log): Promise<LabAssets> {
  const manifestFile = path.join(labAssetsFolder, 'manifest.json');
  const stamp = await readJson<Partial<Stamp>>(stampFile);
  const manifest = await readJson<LabAssets>(manifestFile);
  const complete =
    stamp !== undefined &&
    manifest !== undefined &&
    Object.values(manifest).every((file: string) => existsSync(path.join(labAssetsFolder, file)));
  const [realmIsCurrent, packagesAreCurrent] = complete
    ? await Promise.all([unchanged(stamp.realm), unchanged(stamp.packages)])
    : [false, false];
  if (complete && realmIsCurrent && packagesAreCurrent) return manifest;

  const startedAt = performance.now();
  await mkdir(labAssetsFolder, { recursive: true });
  const realm = await buildRealm();
  const packages =
    complete && packagesAreCurrent && stamp.packages
      ? { assets: manifest, inputs: stamp.packages }
      : await buildPackages();
  const built: LabAssets = { ...packages.assets, ...realm.assets };
  await replace(manifestFile, `${JSON.stringify(built, undefined, 2)}\n`);
  await replace(
    stampFile,
    JSON.stringify({ realm: realm.inputs, packages: packages.inputs } satisfies Stamp),
  );
  await removeStale(built);
  log(`Lab assets built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  return built;
}

async function buildRealm(): Promise<{ assets: Pick<LabAssets, 'realm'>; inputs: Record<string, string> }> {
  const { bundleRealm } = await import('./lab-assets/realm.ts');
  const { scripts, inputs } = await bundleRealm(root);
  return {
    assets: { realm: await write('realm', scripts) },
    inputs: await hashes([...realmInputs, ...inputs]),
  };
}

async function buildPackages(): Promise<{
  assets: Omit<LabAssets, 'realm'>;
  inputs: Record<string, string>;
}> {
  const [{ bundleVendor }, { collectTypes }] = await Promise.all([
    import('./lab-assets/vendor.ts'),
    import('./lab-assets/types.ts'),
  ]);
  const { bundle, values, inputs } = await bundleVendor(root);
  const { types, libs, importable } = collectTypes(root, values);
  const assets = {
    vendor: await write('vendor-sdk2', bundle),
    importable: await write('importable-sdk2', importable),
    types: await write('types-sdk2', types),
    libs: await write('libs', libs),
  };
  return { assets, inputs: await hashes([...packageInputs, ...inputs]) };
}

async function write(name: string, content: unknown): Promise<string> {
  const text = JSON.stringify(content);
  const file = `${name}-${hash(text)}.json`;
  await replace(path.join(labAssetsFolder, file), text);
  return file;
}

/** Never a half-written file, though several builds may run at once. */
async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, file);
}

async function removeStale(manifest: LabAssets): Promise<void> {
  const current = new Set<string>([...Object.values(manifest), 'manifest.json']);
  for (const file of await readdir(labAssetsFolder)) {
    // The Collector's files are here too; `tools/collector/` looks after those.
    if (!current.has(file) && !file.endsWith('.draft') && !file.startsWith('collector'))
      await rm(path.join(labAssetsFolder, file), { force: true });
  }
}

async function unchanged(inputs: Record<string, string> | undefined): Promise<boolean> {
  if (inputs === undefined) return false;
  const now = await hashes(Object.keys(inputs));
  return Object.entries(inputs).every(([file, was]) => now[file] === was);
}

async function hashes(files: readonly string[]): Promise<Record<string, string>> {
  const entries = files
    .toSorted()
    .map(async (file) => [file, await hashFile(path.join(root, file))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function hashFile(file: string): Promise<string> {
  return hash(await readFile(file).catch(() => 'missing'));
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as T,
    () => undefined,
  );
}

if (import.meta.main) await buildLabAssets();
