import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The texts of a folder beside a lesson's page, by name; nothing when there is no such folder. */
export async function readFiles(page: string, folder: string): Promise<Record<string, string>> {
  const path = join(dirname(page), folder);
  const names = await readdir(path).catch(() => []);
  const texts = await Promise.all(
    names.sort().map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const),
  );
  return Object.fromEntries(texts);
}
