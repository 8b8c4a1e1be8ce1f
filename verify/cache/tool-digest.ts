/** What this very copy of Spanlab is: an answer holds for the code that gave it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from './file-hashes.ts';

const code = new Set(['.js', '.mjs', '.cjs', '.ts', '.json', '.wasm']);
const notOurs = new Set(['node_modules', 'dist', 'bin', 'vendor', '.cache']);

/**
 * A hash of all code of ours: the published bundle's folder; in the repository, the sources of `verify` and of
 * `sandbox`, which it is built from.
 */
export function toolDigest(): string {
  known ??= digestOfTool();
  return known;
}

/** A process runs the code it has loaded: once is enough. */
let known: string | undefined;

function digestOfTool(): string {
  const file = fileURLToPath(import.meta.url);
  const folder = dirname(file);
  if (extname(file) !== '.ts') return digestOf([folder]);
  const verify = dirname(folder);
  return digestOf([verify, join(dirname(verify), 'sandbox')]);
}

function digestOf(folders: readonly string[]): string {
  const files = folders.flatMap((folder) => filesBelow(folder, '').map((name) => [folder, name] as const));
  const lines = files.map(([folder, name]) => `${name} ${sha256(readFileSync(join(folder, name)))}`);
  return sha256(lines.join('\n'));
}

function filesBelow(folder: string, below: string): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}${sep}${entry.name}`;
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(folder, name);
      return entry.isFile() && code.has(extname(entry.name)) ? [name] : [];
    });
}
