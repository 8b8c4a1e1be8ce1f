/** Where a document shows a value of a run: `<Result of="key">…</Result>`, `<!-- result key -->…<!-- /result -->`. */
import type { Nodes, Root } from 'mdast';
import { extentOf } from './links.ts';
import { walk } from './parse-prose.ts';

export interface ShownResult {
  key: string;
  /** What is shown: of a fenced block its text, else the words without white space around them. */
  value: string;
  /** The whole of it, and what would be replaced. Offsets. */
  start: number;
  end: number;
  inside: { start: number; end: number };
  /** It cannot be held as it is written. */
  problem?: string;
  equals(value: string): boolean;
  /** What is to stand inside for a value; nothing when it cannot be written there. */
  write(value: string): string | undefined;
}

/** Every value shown, in order. What stands in code is only shown. */
export function shownResults(root: Root, text: string, file: string): ShownResult[] {
  const isMdx = /\.mdx$/iu.test(file);
  const found: ShownResult[] = [];
  const code: [number, number][] = [];
  walk(root, (node) => {
    if (node.type === 'code' || node.type === 'inlineCode') code.push(extentOf(node));
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    if (node.name !== 'Result') return;
    const [start, end] = extentOf(node);
    const of = node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === 'of');
    const key = typeof of?.value === 'string' ? of.value : '';
    const opened = text.slice(start, end);
    const children = node.children as Nodes[];
    const first = children[0];
    const last = children.at(-1);
    if (first === undefined || last === undefined) {
      // `<Result of="…" />`, or `<Result of="…"></Result>`: nothing is shown yet.
      const inside = /\/>$/u.test(opened)
        ? { start: start + opened.replace(/\s*\/>$/u, '').length, end }
        : { start: start + opened.lastIndexOf('</'), end: start + opened.lastIndexOf('</') };
      const isClosed = inside.end === end;
      found.push(
        shown({ key, value: '', start, end, inside }, (value) => {
          if (value.includes('\n')) return undefined;
          const words = inWords(value, isMdx);
          if (!isClosed) return words;
          return `>${words}</Result>`;
        }),
      );
      return;
    }
    found.push(
      between(key, text, { start, end }, { start: extentOf(first)[0], end: extentOf(last)[1] }, isMdx),
    );
  });
  if (!isMdx) found.push(...comments(text, code));
  return found.sort((a, b) => a.start - b.start);
}

/** The key may have spaces: names of spans do. Its length is bounded, so that no line is looked at again and again. */
const marks = /<!--\s*(?:(?<word>result(?::|\s)\s*)(?<key>\S[^\r\n]{0,300}?)|(?<end>\/result))\s*-->/giu;

/** Values between comments. Each mark is looked at once: a document may have very many. */
function comments(text: string, code: readonly [number, number][]): ShownResult[] {
  const inCode = (offset: number) => code.some(([start, end]) => offset >= start && offset < end);
  const found = [...text.matchAll(marks)].filter(({ index }) => !inCode(index));
  return found.flatMap((open, i) => {
    const [mark] = open;
    const key = open.groups?.['key'];
    if (key === undefined) return [];
    const start = open.index + mark.length;
    const next = found[i + 1];
    const close = next?.groups?.['end'] === undefined ? undefined : next;
    // `<!-- result of the poll -->` is a comment like any other.
    if (close === undefined && !/^\S+(?:$|\.span\.)/u.test(key)) return [];
    if (close === undefined || !/^result\s/u.test(open.groups?.['word'] ?? '')) {
      const whole = { start: open.index, end: start };
      const problem =
        close === undefined
          ? `Found ${mark}, which nothing closes. Write <!-- /result --> after the value.`
          : `Found ${mark}, expected <!-- result ${key} -->.`;
      return [{ ...shown({ key, value: '', ...whole, inside: whole }, () => undefined), problem }];
    }
    const whole = { start: open.index, end: close.index + close[0].length };
    const content = text.slice(start, close.index);
    const from = start + (content.length - content.trimStart().length);
    const to = Math.max(from, start + content.trimEnd().length);
    return [between(key, text, whole, { start: from, end: to }, false)];
  });
}

interface Extent {
  start: number;
  end: number;
}

/** A value between two marks: a fenced block's text, else the words. */
function between(key: string, text: string, whole: Extent, inside: Extent, isMdx: boolean): ShownResult {
  const content = text.slice(inside.start, inside.end);
  const fence = /^(`{3,}|~{3,})[^\r\n]*(\r\n|\n|\r)([\s\S]*?)(?:^|(?<=[\r\n]))[ \t]*\1[ \t]*$/u.exec(content);
  if (fence !== null) {
    const [, , lineEnd = '\n', body = ''] = fence;
    const start = inside.start + content.indexOf(lineEnd) + lineEnd.length;
    const value = body.replace(/\r\n|\r/gu, '\n').replace(/\n$/u, '');
    return shown(
      { key, value, ...whole, inside: { start, end: start + body.length } },
      (given) => `${given}\n`,
    );
  }
  const value = content
    .replace(/^(`+)([^`]+)\1$/u, '$2')
    .replace(/\s+/gu, ' ')
    .trim();
  const isCode = /^`[^`]+`$/u.test(content);
  return shown({ key, value: unescaped(value), ...whole, inside }, (given) => {
    if (given.includes('\n')) return undefined;
    return isCode && !given.includes('`') ? `\`${given}\`` : inWords(given, isMdx);
  });
}

function shown(
  given: Pick<ShownResult, 'key' | 'value' | 'start' | 'end' | 'inside'>,
  write: ShownResult['write'],
): ShownResult {
  const plain = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  return {
    ...given,
    equals: (value) => plain(value) === plain(given.value) || oneLine(value) === given.value,
    write,
  };
}

/** White space in a paragraph is a space. */
function oneLine(text: string): string {
  return text.includes('\n') ? text : text.replace(/\s+/gu, ' ').trim();
}

/** A value as words of a paragraph: what Markdown would read is escaped. */
function inWords(value: string, isMdx: boolean): string {
  const marks = isMdx ? /[\\`*_[\]<>{}|~&]/gu : /[\\`*_[\]<>|~&]/gu;
  return value.replace(marks, (mark, at: number) => {
    // `a_b` and `http.request` are words as they stand.
    const isInWord = mark === '_' && /\w/u.test(value[at - 1] ?? '') && /\w/u.test(value[at + 1] ?? '');
    return isInWord ? mark : `\\${mark}`;
  });
}

function unescaped(words: string): string {
  return words
    .replace(/\\([!-/:-@[-`{-~])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
