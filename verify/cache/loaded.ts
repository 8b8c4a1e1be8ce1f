/** The files an outcome depended on beyond what its key holds, as they were; and whether they still are. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Environment, namesRead } from './environment.ts';
import { type FileHashes, sha256 } from './file-hashes.ts';

export interface LoadedFiles {
  /** Path and hash. */
  files: readonly (readonly [string, string])[];
  /** Their folders, and a hash of the names of code in each. */
  folders: readonly (readonly [string, string])[];
  /** Environment variables they name, with a hash of each value. */
  env: readonly (readonly [string, string])[];
}

/** Describes files as they are now; absolute paths. */
export function describeLoaded(
  paths: readonly string[],
  around: { hashes: FileHashes; env: Environment },
): LoadedFiles {
  const { hashes, env } = around;
  const files = [...new Set(paths)].sort();
  const folders = [...new Set(files.map((path) => dirname(path)))].sort();
  return {
    files: files.map((path) => [path, hashes.of(path)]),
    folders: folders.map((folder) => [folder, hashes.ofNames(folder)]),
    env: namesRead(files.map(textOf)).map((name) => [name, valueHash(env[name])]),
  };
}

/** Are they as they were? */
export function isAsItWas(
  loaded: LoadedFiles,
  { hashes, env }: { hashes: FileHashes; env: Environment },
): boolean {
  return (
    loaded.env.every(([name, value]) => valueHash(env[name]) === value) &&
    loaded.folders.every(([folder, names]) => hashes.ofNames(folder) === names) &&
    loaded.files.every(([path, content]) => content !== 'absent' && hashes.of(path) === content)
  );
}

/** Narrows what was read from disk. */
export function isLoadedFiles(value: unknown): value is LoadedFiles {
  if (typeof value !== 'object' || value === null) return false;
  if (!('files' in value && 'folders' in value && 'env' in value)) return false;
  return [value.files, value.folders, value.env].every((list) => Array.isArray(list) && list.every(isPair));
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string');
}

function valueHash(value: string | undefined): string {
  // Values may be secrets: they are not written down.
  return value === undefined ? 'unset' : sha256(value);
}

/** The text of a file; none of one that cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
