/** The text of project files an example's own files import, and what those import. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ProgramExample } from '../model/example.ts';

const relative = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/gu;
const endings = ['', '.ts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];
const most = { files: 50, characters: 500_000 };

/** Best effort: what cannot be found or read is left to the run. */
export function localImports({ files, document }: Pick<ProgramExample, 'files' | 'document'>): string[] {
  const texts: string[] = [];
  const seen = new Set<string>();
  const follow = (text: string, folder: string): void => {
    for (const [, specifier = ''] of text.matchAll(relative)) {
      const path = resolve(folder, specifier);
      if (seen.has(path) || texts.length >= most.files) continue;
      seen.add(path);
      const found = read(path);
      if (found === undefined) continue;
      texts.push(found.text);
      follow(found.text, dirname(found.path));
    }
  };
  const folder = dirname(document);
  // Its own files are no files of the project, whatever lies there.
  for (const { name } of files) seen.add(resolve(folder, name));
  for (const { text } of files) follow(text, folder);
  return texts;
}

function read(path: string): { path: string; text: string } | undefined {
  const others = [path.replace(/\.js(x?)$/u, '.ts$1'), ...endings.map((ending) => path + ending)];
  for (const each of new Set(others)) {
    try {
      const text = readFileSync(each, 'utf8');
      if (text.length <= most.characters) return { path: each, text };
    } catch {
      // The next one.
    }
  }
  return undefined;
}
