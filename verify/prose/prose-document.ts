/** A document read for its prose, once, however many checks and links lead to it. */
import { readFile, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Root } from 'mdast';
import { anchorsOf } from './anchors.ts';
import { type Ignorable, ignoredLines } from './ignored-lines.ts';
import { parseProse } from './parse-prose.ts';
import { type Places, placesOf } from './places.ts';

export interface ProseDocument {
  /** As `Place.file`. */
  file: string;
  path: string;
  text: string;
  root: Root;
  places: Places;
  anchors: ReadonlySet<string>;
  isIgnored(what: Ignorable, line: number): boolean;
}

const largest = 10 * 1024 * 1024;

/** Make a document of a text that has been read already. */
export function proseDocument(file: string, path: string, text: string): ProseDocument {
  const root = parseProse(text, path);
  let anchors: ReadonlySet<string> | undefined;
  return {
    file,
    path,
    text,
    root,
    places: placesOf(file, text),
    get anchors() {
      anchors ??= anchorsOf(root);
      return anchors;
    },
    isIgnored: ignoredLines(root),
  };
}

/** Documents by path, read from disk when a link leads to one that is not verified. Too large ones are not there. */
export function createLibrary(cwd: string) {
  const books = new Map<string, Promise<ProseDocument | undefined>>();
  return {
    put(document: ProseDocument) {
      books.set(document.path, Promise.resolve(document));
    },
    get(path: string): Promise<ProseDocument | undefined> {
      const there = books.get(path);
      if (there !== undefined) return there;
      const book = read(path, cwd);
      books.set(path, book);
      return book;
    },
  };
}
export type Library = ReturnType<typeof createLibrary>;

async function read(path: string, cwd: string): Promise<ProseDocument | undefined> {
  try {
    if ((await stat(path)).size > largest) return undefined;
    return proseDocument(relative(cwd, path).split(sep).join('/'), path, await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
