/** A document read for its prose, once, however many checks and links lead to it. */
import { readFile, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { FactsCache } from './facts-cache.ts';
import type { Ignorable } from './ignored-lines.ts';
import { type Places, placesOf } from './places.ts';
import type { ProseFacts } from './prose-facts.ts';

export interface ProseDocument {
  /** As `Place.file`. */
  file: string;
  path: string;
  text: string;
  facts: ProseFacts;
  places: Places;
  isIgnored(what: Ignorable, line: number): boolean;
}

const largest = 10 * 1024 * 1024;

/** Documents by path. Those that are not verified are read when a link leads to them; too large ones are not there. */
export function createLibrary(cwd: string, cache: FactsCache) {
  const books = new Map<string, Promise<ProseDocument | undefined>>();
  const bookOf = async (file: string, path: string, text: string): Promise<ProseDocument> => {
    const facts = await cache.get(path, text);
    return {
      file,
      path,
      text,
      facts,
      places: placesOf(file, text),
      isIgnored: (what, line) =>
        facts.ignored.some((each) => each.what.includes(what) && line >= each.from && line <= each.to),
    };
  };
  const read = async (path: string): Promise<ProseDocument | undefined> => {
    try {
      if ((await stat(path)).size > largest) return undefined;
      return await bookOf(relative(cwd, path).split(sep).join('/'), path, await readFile(path, 'utf8'));
    } catch {
      return undefined;
    }
  };
  return {
    /** Take a document whose text is known already. */
    put(file: string, path: string, text: string): Promise<ProseDocument> {
      const book = bookOf(file, path, text);
      books.set(path, book);
      return book;
    },
    get(path: string): Promise<ProseDocument | undefined> {
      const there = books.get(path);
      if (there !== undefined) return there;
      const book = read(path);
      books.set(path, book);
      return book;
    },
  };
}
export type Library = ReturnType<typeof createLibrary>;
