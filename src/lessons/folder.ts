/** A lesson folder as a map from path to text, so that all checks on it are pure. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthoringProblem } from '@spanlab/sandbox/expect/problem.ts';
import { fileLimits } from '@spanlab/sandbox/schemas/file-set.ts';

/** Text files by their path within the folder, with forward slashes. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A folder and what it is called in messages. */
export interface LessonFolder {
  name: string;
  files: FolderFiles;
}

const pictures = /\.(?:png|jpe?g|webp|avif|gif|svg)$/iu;

/** Read all text files below a folder. Pictures, dot files and installed packages are left out. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  await readInto(files, folder, '');
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function readInto(files: Map<string, string>, folder: string, prefix: string): Promise<void> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || pictures.test(entry.name)) return;
      if (entry.isDirectory()) return readInto(files, folder, path);
      const { size } = await stat(join(folder, path));
      // A file this large is refused by its size; there is no need to read it.
      const text = size > fileLimits.bytesInAll * 2 ? '' : await readFile(join(folder, path), 'utf8');
      files.set(path, text);
    }),
  );
}

/** The files below `prefix/`, by their path within it. */
export function filesBelow(files: FolderFiles, prefix: string): Map<string, string> {
  const below = [...files].filter(([path]) => path.startsWith(`${prefix}/`));
  return new Map(below.map(([path, text]) => [path.slice(prefix.length + 1), text]));
}

/** The names of the folders and files directly below `prefix/`. */
export function namesBelow(files: FolderFiles, prefix: string): string[] {
  return [...new Set([...filesBelow(files, prefix).keys()].map((path) => path.split('/')[0] ?? path))];
}

/** A problem with a file (or the absence of one), not with a line in it. */
export function fileProblem(folder: LessonFolder, path: string, message: string): AuthoringProblem {
  return { file: path === '' ? folder.name : `${folder.name}/${path}`, line: 1, column: 1, message };
}
