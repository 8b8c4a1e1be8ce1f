/** The scripts that run in the browser, built once: from the sources, or found beside the published command. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const realmScriptNames = ['host.js', 'worker.js', 'page.js'] as const;
type RealmScripts = Record<(typeof realmScriptNames)[number], Uint8Array>;

/** What to give esbuild for them; the published package brings them built, as `dist/chromium/*.js`. */
export const realmBuild = {
  entryPoints: realmScriptNames.map((name) =>
    fileURLToPath(new URL(`./realm/${basename(name, '.js')}.ts`, import.meta.url)),
  ),
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'chrome120',
  minify: true,
} as const;

export async function realmScripts(): Promise<RealmScripts> {
  if (!import.meta.url.endsWith('.ts')) {
    const read = (name: string) => readFile(new URL(`./chromium/${name}`, import.meta.url));
    const [host, worker, page] = await Promise.all(realmScriptNames.map(read));
    return all(host, worker, page);
  }
  const { outputFiles } = await build({ ...realmBuild, outdir: '/', write: false });
  const [host, worker, page] = realmScriptNames.map(
    (name) => outputFiles.find(({ path }) => basename(path) === name)?.contents,
  );
  return all(host, worker, page);
}

function all(host?: Uint8Array, worker?: Uint8Array, page?: Uint8Array): RealmScripts {
  if (host === undefined || worker === undefined || page === undefined)
    throw new Error('the scripts for Chromium are incomplete: build the package again');
  return { 'host.js': host, 'worker.js': worker, 'page.js': page };
}
