/** Opening tags of components that show code, and their attributes, as JSX has them. */

export interface Attribute {
  /** Between the quotes, or between the braces. */
  value: string;
  /** Where `value` begins. */
  from: number;
  kind: 'text' | 'expression';
}

export interface Tag {
  name: string;
  /** Where it begins. */
  index: number;
  attributes: ReadonlyMap<string, Attribute>;
}

/** Text with more tags that never end is no document. */
const mostBroken = 20;

/** `Code` (Astro, Starlight) and `CodeBlock` (Docusaurus). One that never ends is none, nor is one in backticks. */
export function tagsIn(text: string): Tag[] {
  const tags: Tag[] = [];
  const begin = /<(Code(?:Block)?)(?![\w.-])/gu;
  let broken = 0;
  for (let found = begin.exec(text); found !== null && broken < mostBroken; found = begin.exec(text)) {
    if (isQuoted(text, found.index)) continue;
    const read = attributesFrom(text, begin.lastIndex);
    if (read === undefined) {
      broken++;
      continue;
    }
    tags.push({ name: found[1] ?? '', index: found.index, attributes: read.attributes });
    begin.lastIndex = read.end;
  }
  return tags;
}

/** Does it stand between backticks of its line? */
function isQuoted(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 200), index);
  return before.slice(before.lastIndexOf('\n') + 1).split('`').length % 2 === 0;
}

/** Undefined: the text is over before the tag is, or another tag begins in it. */
function attributesFrom(
  text: string,
  from: number,
): { attributes: Map<string, Attribute>; end: number } | undefined {
  const attributes = new Map<string, Attribute>();
  let at = from;
  while (at < text.length) {
    const letter = text[at] ?? '';
    if (letter === '>') return { attributes, end: at + 1 };
    if (letter === '<') return undefined;
    if (letter === '{') {
      const end = endOfBraces(text, at);
      if (end < 0) return undefined;
      at = end;
      continue;
    }
    const name = nameAt(text, at);
    if (name === '') {
      at++;
      continue;
    }
    at += name.length;
    if (text[at] !== '=') continue;
    at++;
    const opening = text[at] ?? '';
    const end = opening === '{' ? endOfBraces(text, at) : endOfText(text, at, opening);
    if (end < 0) return undefined;
    const kind = opening === '{' ? 'expression' : 'text';
    attributes.set(name, { kind, value: text.slice(at + 1, end - 1), from: at + 1 });
    at = end;
  }
  return undefined;
}

function nameAt(text: string, at: number): string {
  const name = /[\w:-]+/uy;
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}

/** Behind the quote that ends a text; -1: there is none. */
function endOfText(text: string, at: number, quote: string): number {
  if (quote !== '"' && quote !== "'") return at;
  const end = text.indexOf(quote, at + 1);
  return end < 0 ? -1 : end + 1;
}

/** Behind the brace that ends an expression; braces in its strings and templates do not count. -1: there is none. */
function endOfBraces(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '{') depth++;
    else if (letter === '}') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (letter === '"' || letter === "'" || letter === '`') {
      at = endOfString(text, at, letter);
      if (at < 0) return -1;
    }
  }
  return -1;
}

/** Where a string or a template ends; -1: nowhere. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
