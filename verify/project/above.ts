/** What lies in a folder and in those above it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and all above it, the nearest first. */
export function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

/** The nearest file of this name in a folder or above it. */
export function nearest(folder: string, name: string): string | undefined {
  for (const each of foldersAbove(folder)) {
    const path = join(each, name);
    if (existsSync(path)) return path;
  }
  return undefined;
}
