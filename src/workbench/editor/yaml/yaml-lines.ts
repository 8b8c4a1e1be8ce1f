/**
 * Where a place in a YAML text is within its document, by indentation alone: what is being typed is seldom YAML yet.
 * Block mappings and lists, and lists in brackets; mappings in braces are taken as text.
 */

/** A step of a path into a document: a key, or `[]` for an item of a list. */
export type YamlPath = readonly string[];

export interface YamlPlace {
  /** What the place is in. */
  readonly path: YamlPath;
  /** A key is being written, the value of the last key of the path, or an item of a list. */
  readonly at: 'key' | 'value' | 'item';
  /** What stands there up to the place. */
  readonly typed: string;
  /** Keys or items that stand beside it. */
  readonly beside: readonly string[];
  /** Spaces before the key or item. */
  readonly indent: number;
}

interface Line {
  /** Columns of the dashes it begins with. */
  readonly dashes: readonly number[];
  /** Where its content begins. */
  readonly indent: number;
  readonly key: string | undefined;
  readonly rest: string;
}

/** No key of a configuration stands further right. */
const readOfALine = 500;
/**
 * Longer texts are not searched for what is beside a place: for each of their lines the lines above it are looked at.
 */
const searchedUpTo = 20_000;

/** No two parts of it match the same blanks: a line is read in one go. */
const keyPattern =
  /^(?:(?:"([^"]*)"|'([^']*)')\s*|([^\s#'"[\]{},&*!|>-][^#[\]{},]*?)|(-[\w./-]*)\s*):(?:\s+|$)/u;

function readLine(whole: string): Line | undefined {
  const text = whole.slice(0, readOfALine);
  if (/^\s*(?:#.*)?$/u.test(text)) return undefined;
  const dashes: number[] = [];
  let at = text.length - text.trimStart().length;
  while (/^-(?:\s|$)/u.test(text.slice(at))) {
    dashes.push(at);
    const after = text.slice(at + 1);
    at += 1 + (after.length - after.trimStart().length);
  }
  const content = text.slice(at);
  const match = keyPattern.exec(content);
  const key = match ? (match[1] ?? match[2] ?? (match[3] ?? match[4])?.trimEnd()) : undefined;
  return { dashes, indent: at, key, rest: match ? content.slice(match[0].length) : content };
}

type Lines = readonly (Line | undefined)[];

let lastRead: { readonly text: string; readonly lines: Lines } | undefined;

/** The lines of a text. The last answer is kept: one question asks several times. */
function linesOf(text: string): Lines {
  if (lastRead?.text !== text) lastRead = { text, lines: text.split('\n').map(readLine) };
  return lastRead.lines;
}

/** The path of what begins at this column of this line. */
function pathAbove(lines: Lines, line: number, column: number, dashes: readonly number[]): string[] {
  const path: string[] = [];
  let within = column;
  let equal = false;
  const leave = (marks: readonly number[]) => {
    for (const dash of [...marks].reverse()) {
      if (dash >= within) continue;
      path.unshift('[]');
      within = dash;
      // A list may stand at the column of the key it belongs to.
      equal = true;
    }
  };
  leave(dashes);
  for (let index = line - 1; index >= 0 && (within > 0 || equal); index--) {
    const above = lines[index];
    if (!above) continue;
    if (
      above.key !== undefined &&
      (above.indent < within || (equal && above.indent === within && above.dashes.length === 0))
    ) {
      path.unshift(above.key);
      within = above.indent;
      equal = false;
      leave(above.dashes);
    } else if (above.indent === within && !equal) leave(above.dashes);
  }
  return path;
}

/** What is at a line and column, both counted from 1. */
export function placeAt(text: string, line: number, column: number): YamlPlace {
  const lines = linesOf(text);
  const whole = (text.split('\n')[line - 1] ?? '').slice(0, readOfALine);
  const head = whole.slice(0, column - 1);
  const read = readLine(head) ?? { dashes: [], indent: head.length, key: undefined, rest: '' };
  const path = pathAbove(lines, line - 1, read.indent, read.dashes);
  if (read.key !== undefined) {
    const inside = [...path, read.key];
    const bracket = /^\[([^\]]*)$/u.exec(read.rest);
    if (!bracket) return { path: inside, at: 'value', typed: read.rest, beside: [], indent: read.indent };
    const typed = (bracket[1] ?? '').split(',').at(-1)?.trimStart() ?? '';
    const all = /\[([^\]]*)/u.exec(whole)?.[1]?.split(',') ?? [];
    const beside = all.map((each) => each.trim()).filter((each) => each !== '' && each !== typed);
    return { path: inside, at: 'item', typed, beside, indent: read.indent };
  }
  const item = read.dashes.length > 0;
  return {
    path: item ? path.slice(0, -1) : path,
    at: item ? 'item' : 'key',
    typed: read.rest,
    beside: item ? itemsUnder(text, path.slice(0, -1)) : keysUnder(text, path),
    indent: read.indent,
  };
}

/** Every key of a text with the path it is in. */
function keysOf(text: string): { path: readonly string[]; key: string }[] {
  const lines = text.length > searchedUpTo ? [] : linesOf(text);
  return lines.flatMap((read, index) => {
    if (read?.key === undefined) return [];
    return [{ path: pathAbove(lines, index, read.indent, read.dashes), key: read.key }];
  });
}

function same(a: YamlPath, b: YamlPath): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

/** The keys of the mapping at a path. */
export function keysUnder(text: string, path: YamlPath): string[] {
  return keysOf(text).flatMap((each) => (same(each.path, path) ? [each.key] : []));
}

/** The plain items of the block list at a path. */
function itemsUnder(text: string, path: YamlPath): string[] {
  const lines = text.length > searchedUpTo ? [] : linesOf(text);
  return lines.flatMap((read, index) => {
    if (!read || read.dashes.length === 0 || read.key !== undefined || read.rest === '') return [];
    const within = pathAbove(lines, index, read.indent, read.dashes);
    return same(within, [...path, '[]']) ? [read.rest.trim()] : [];
  });
}

/** The word at a place with the path that leads to it: of a key its own path, of an item that of its list. */
export function wordAt(
  text: string,
  line: number,
  column: number,
):
  | { readonly word: string; readonly path: YamlPath; readonly isKey: boolean; readonly start: number }
  | undefined {
  const lines = linesOf(text);
  const whole = (text.split('\n')[line - 1] ?? '').slice(0, readOfALine);
  const word = [...whole.matchAll(/[\w./-]*\w[\w./-]*/gu)].find(
    ({ index, 0: found }) => index < column && column <= index + found.length + 1,
  );
  const read = lines[line - 1];
  if (!word || !read) return undefined;
  const path = pathAbove(lines, line - 1, read.indent, read.dashes);
  const start = word.index + 1;
  if (read.key !== undefined && word.index < read.indent + read.key.length) {
    return { word: read.key, path, isKey: true, start: read.indent + 1 };
  }
  const list = read.key !== undefined ? [...path, read.key] : path.slice(0, -1);
  return { word: word[0], path: list, isKey: false, start };
}
