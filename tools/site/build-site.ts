/** Builds the site, and knows whether the one that is there is still current. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLabAssets } from '../build-lab-assets.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** The built site: `dist/`. */
export const siteFolder = join(root, 'dist');
/** Beside the site, not in it: what is in there gets published. */
const stampFile = join(root, '.cache/site.stamp.json');

/** All that decides how the site looks and works. Tests, benches and notes are not among them. */
const inputs = [
  'astro.config.mjs',
  'ec.config.mjs',
  'package-lock.json',
  'tsconfig.base.json',
  'content',
  'src',
  'sandbox',
  'tools/build-conventions.ts',
  'tools/build-conventions-plugin.ts',
  'tools/build-lab-assets.ts',
  'tools/lab-assets',
  'tools/site',
];

export interface BuildOptions {
  /** The folder of the host the site will live in; `/` by default. */
  base?: string;
  /** One line for each step. */
  log?: (line: string) => void;
}

/** Builds into `dist/`. What was there stays until the new site is complete. */
export async function buildSite({ base = '/', log = console.log }: BuildOptions = {}): Promise<void> {
  const startedAt = performance.now();
  const site = withSlashes(base);
  const hash = await inputHash();
  log('1/2  What the lab loads: compiler, OpenTelemetry packages, types');
  await buildLabAssets((line) => log(`     ${line}`));
  log('2/2  Pages and search index');
  const draft = join(root, `.cache/site-${process.pid}`);
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['SPANLAB_BASE'] = site;
  const { build } = await import('astro');
  try {
    await build({ root, base: site, outDir: draft, logLevel: 'warn' });
    await rm(siteFolder, { recursive: true, force: true });
    await rename(draft, siteFolder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await writeFile(stampFile, JSON.stringify({ base: site, hash }));
  log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: dist/`);
}

/** Builds when there is no site for this base, or when something it was made from has changed. */
export async function ensureSite(options: BuildOptions = {}): Promise<void> {
  const base = withSlashes(options.base ?? '/');
  const stamp: { base?: string; hash?: string } = await readFile(stampFile, 'utf8').then(
    JSON.parse,
    () => ({}),
  );
  const complete = existsSync(join(siteFolder, 'index.html'));
  if (complete && stamp.base === base && stamp.hash === (await inputHash())) return;
  options.log?.(
    complete
      ? 'The site has changed since it was built. Building it.'
      : 'Building the site for the first time.',
  );
  await buildSite(options);
}

/** `some/base` → `/some/base/`. */
export function withSlashes(base: string): string {
  return `/${base}/`.replaceAll(/\/+/gu, '/');
}

async function inputHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesOf(join(root, input))) {
      hash
        .update(file.slice(root.length))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return existsSync(path) ? [path] : [];
  const below = entries
    .filter((entry) => entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
  return (await Promise.all(below)).flat().sort();
}
