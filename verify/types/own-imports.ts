/**
 * Files of examples lie side by side under names made unique, so that all can be in one program and two `app.ts` do
 * not clash. Here is what a file imports of its own example turned into those names, and columns turned back.
 */
import { posix } from 'node:path';

/** A stretch of one line that was replaced by a longer one. Line and columns from 1, of the text as it was. */
interface Replaced {
  line: number;
  column: number;
  length: number;
  newLength: number;
}

export interface RenamedText {
  text: string;
  /** The column as it was, of a position in `text`. */
  columnBefore(line: number, column: number): number;
}

const extensions = [
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.json',
];
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'],
  '.jsx': ['.tsx', '.d.ts'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

/** `app.ts`, `__spanlab3` → `app__spanlab3.ts` */
export function renamed(name: string, tag: string): string {
  const extension = extensionOf(name);
  return `${name.slice(0, name.length - extension.length)}${tag}${extension}`;
}

/** Makes a file import the other files of its example (`names`, relative to the same folder) under their new names. */
export function renameOwnImports(
  text: string,
  { name, names, tag }: { name: string; names: readonly string[]; tag: string },
): RenamedText {
  const unchanged = (_: number, column: number) => column;
  if (names.length < 2) return { text, columnBefore: unchanged };
  const replaced: Replaced[] = [];
  const lineEnds = [...text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)].map((end) => end.index + end[0].length);
  const changed = text.replace(
    /(['"`])(\.\.?\/[^'"`\r\n]*)\1/gu,
    (literal, quote: string, specifier: string, offset: number) => {
      const to = ownFile(specifier, { name, names, tag });
      if (to === undefined) return literal;
      const replacement = `${quote}${to}${quote}`;
      const before = lineEnds.findLastIndex((end) => end <= offset);
      const column = offset - (lineEnds[before] ?? 0) + 1;
      replaced.push({ line: before + 2, column, length: literal.length, newLength: replacement.length });
      return replacement;
    },
  );
  return {
    text: changed,
    columnBefore(line, column) {
      let shift = 0;
      for (const each of replaced) {
        if (each.line !== line || column <= each.column + shift) continue;
        const inside = column - shift - each.column;
        if (inside < each.newLength) return each.column + Math.min(inside, each.length - 1);
        shift += each.newLength - each.length;
      }
      return column - shift;
    },
  };
}

/** What a specifier becomes if it means a file of the example: as written, with the tag where it belongs. */
function ownFile(
  specifier: string,
  { name, names, tag }: { name: string; names: readonly string[]; tag: string },
): string | undefined {
  const path = posix.join(posix.dirname(name), specifier);
  const extension = extensionOf(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (sourcesOf[extension] ?? []).map((each) => stem + each);
  const candidates = [path, ...sources, ...extensions.map((each) => path + each)];
  if (candidates.some((each) => names.includes(each))) return renamed(specifier, tag);
  const index = extensions.some((each) => names.includes(posix.join(path, `index${each}`)));
  return index ? `${specifier.replace(/\/$/u, '')}/index${tag}` : undefined;
}

function extensionOf(name: string): string {
  return extensions.find((each) => name.endsWith(each)) ?? '';
}
