/**
 * What "find in this trace" looks for, as text.
 *
 *     query = { term }                     all must match, each anywhere in the span; the case does not matter
 *     term  = word | "a phrase"            in its name, service, kind, status, attributes (keys and values), scope
 *                                          and events, or, from six hex digits on, where its id begins
 *           | key=value | key:value        in the attributes of that key alone; `name`, `service`, `kind` and `status`
 *                                          are the span's own, too. Either part may be quoted. With a colon and
 *                                          no quotes it is a word as well: `localhost:8080`, `12:30`
 *           | -key | -"a key"              attributes of that key are not looked at by words and phrases
 *
 * Attributes are those of the span, its resource, its scope and its events. A phrase that is not closed yet runs to the
 * end: somebody is writing it. An address (`https://…`) is a word.
 */
import { quoted, readQuoted, skipSpace, skipWord } from './query-text.ts';

export interface FindQuery {
  terms: FindTerm[];
  /** Keys that words and phrases do not look at, in lower case. */
  without: string[];
}

/** In lower case. */
export interface FindTerm {
  /** Only in attributes of this key. */
  key?: string | undefined;
  /** '' for any value, which a term without a key never has. */
  text: string;
  /** It may be this word just as well. */
  word?: string;
}

/** Never throws: there is nothing one cannot look for. */
export function parseFind(text: string): FindQuery {
  const query: FindQuery = { terms: [], without: [] };
  let at = skipSpace(text, 0);
  while (at < text.length) at = skipSpace(text, readTerm(text, at, query));
  return query;
}

/** As `parseFind` reads it. */
export function writeFind({ terms, without }: FindQuery): string {
  const written = terms.map(({ key, text }) =>
    key === undefined ? quoted(text) : `${quoted(key)}=${quoted(text)}`,
  );
  return [...written, ...without.map((key) => `-${quoted(key)}`)].join(' ');
}

/** Takes in the term at `from`; returns where it ends. */
function readTerm(text: string, from: number, query: FindQuery): number {
  if (text.charAt(from) === '-' && /[^\s]/u.test(text.charAt(from + 1))) {
    const { value, end } = readPart(text, from + 1, skipWord);
    if (value !== '') query.without.push(value);
    return end;
  }
  const first = readPart(text, from, skipKey);
  const separator = text.charAt(first.end);
  const names = first.value !== '' && (separator === '=' || separator === ':');
  if (names && !text.startsWith('://', first.end)) {
    const { value, end, quoted } = readPart(text, first.end + 1, skipWord);
    const isWord = separator === ':' && !first.quoted && !quoted;
    query.terms.push({
      key: first.value,
      text: value,
      ...(isWord && { word: text.slice(from, end).toLowerCase() }),
    });
    return end;
  }
  const { value, end } = first.quoted ? first : readPart(text, from, skipWord);
  if (value !== '') query.terms.push({ text: value });
  return end;
}

interface Part {
  value: string;
  end: number;
  quoted: boolean;
}

function readPart(text: string, from: number, wordEnd: (text: string, from: number) => number): Part {
  if (text.charAt(from) === '"') {
    const { value, end } = readQuoted(text, from);
    return { value: value.toLowerCase(), end, quoted: true };
  }
  const end = wordEnd(text, from);
  return { value: text.slice(from, end).toLowerCase(), end, quoted: false };
}

/** Where a key's word ends. */
function skipKey(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[\s=:]/u.test(text.charAt(at))) at += 1;
  return at;
}
