/**
 * The tags of a search, as text.
 *
 *     tags     = { tag }                                 all must hold of one span
 *     tag      = key operator value                      white space may stand around the operator
 *     key      = "quoted"                                an attribute's key, whatever it looks like
 *              | word                                    an attribute's key, or a field of the span: see `spanFields`
 *              | resource. ( "quoted" | word )           an attribute of the resource alone
 *     operator = `=` | `!=` | `>` | `>=` | `<` | `<=` | `~`
 *     value    = "quoted" | word
 *
 * An attribute is looked for on the span, its resource, its scope and its events. Numbers compare as numbers, also those
 * sent as strings; `~` means "contains", whatever the case; `!=` holds of a span that has the attribute with another
 * value. `error=true` means that the span failed, `parent.service` is the service it was called by.
 */
import { quoted, readQuoted, skipSpace, skipWord } from './query-text.ts';

export const tagOperators = ['!=', '>=', '<=', '=', '>', '<', '~'] as const;
export type TagOperator = (typeof tagOperators)[number];

/** What is not an attribute, mostly by the names Jaeger gives it. An attribute of that key counts, too. */
export const spanFields = [
  'name',
  'error',
  'parent.service',
  'span.kind',
  'otel.status_code',
  'otel.status_description',
  'otel.scope.name',
  'otel.scope.version',
] as const;
export type SpanField = (typeof spanFields)[number];

export interface Tag {
  /** `anything`: attributes from everywhere and the span's fields; `attributes`: those alone. */
  of: 'anything' | 'attributes' | 'resource';
  key: string;
  operator: TagOperator;
  value: string;
}

export interface TagQuery {
  tags: Tag[];
  problems: TagProblem[];
}

/** Something that could not be understood; the other tags were. */
export interface TagProblem {
  /** The first character it is about, from 0, and how many it is about: at least 1, which may be just past the end. */
  at: number;
  length: number;
  /** A sentence: what was found, what was expected, at which character (from 1). */
  message: string;
}

/** Never throws. */
export function parseTags(text: string): TagQuery {
  const query: TagQuery = { tags: [], problems: [] };
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const read = readTag(text, at);
    if ('tag' in read) query.tags.push(read.tag);
    else query.problems.push(read.problem);
    at = skipSpace(text, read.end);
  }
  return query;
}

/** As `parseTags` reads it. */
export function writeTags(tags: readonly Tag[]): string {
  return tags.map(writeTag).join(' ');
}

export function writeTag({ of, key, operator, value }: Tag): string {
  return `${writeKey(of, key)}${operator}${/^[^\s"=][^\s"]*$/u.test(value) ? value : quoted(value)}`;
}

type Read = { end: number } & ({ tag: Tag } | { problem: TagProblem });

const resourcePrefix = 'resource.';
const keyWord = /(?:[^\s"=<>~!]|!(?!=))+/uy;
const anOperator = /[!<>]=|[=<>~]/uy;

function readTag(text: string, from: number): Read {
  const key = readKey(text, from);
  if (key === undefined) {
    const end = skipWord(text, from);
    return wrong(from, end, `Found ${text.slice(from, end)}, expected a key such as http.route`);
  }
  const operatorStart = skipSpace(text, key.end);
  const found = matchAt(anOperator, text, operatorStart);
  const operator = tagOperators.find((each) => each === found);
  if (operator === undefined) {
    const written = text.slice(from, key.end);
    return wrong(from, key.end, `Found ${written} with no comparison after it, expected = and a value`);
  }
  const operatorEnd = operatorStart + operator.length;
  const value = readValue(text, operatorEnd);
  if (value === undefined) {
    const written = text.slice(from, operatorEnd);
    return wrong(from, operatorEnd, `Found ${written} with no value, expected one ("" is an empty text)`);
  }
  if (!value.closed) {
    return wrong(operatorEnd, text.length, 'Found a quote that is not closed, expected another "');
  }
  return { tag: { of: key.of, key: key.value, operator, value: value.value }, end: value.end };
}

function readKey(text: string, from: number): { of: Tag['of']; value: string; end: number } | undefined {
  const inResource = text.startsWith(resourcePrefix, from);
  const start = inResource ? from + resourcePrefix.length : from;
  if (text.charAt(start) === '"') {
    const { value, end, closed } = readQuoted(text, start);
    return closed ? { of: inResource ? 'resource' : 'attributes', value, end } : undefined;
  }
  const word = matchAt(keyWord, text, start);
  if (word === '') return undefined;
  return { of: inResource ? 'resource' : 'anything', value: word, end: start + word.length };
}

function readValue(text: string, from: number): { value: string; end: number; closed: boolean } | undefined {
  const start = skipSpace(text, from);
  if (text.charAt(start) === '"') return readQuoted(text, start);
  const end = skipWord(text, start);
  const value = text.slice(start, end);
  // In `a= b=c` the value was forgotten: `b=c` is the next tag.
  const isNextTag = start > from && /[=<>~]/u.test(value);
  return value === '' || isNextTag ? undefined : { value, end, closed: true };
}

/** A problem with what stands between `at` and `end`, where reading goes on. */
function wrong(at: number, end: number, what: string): Read {
  return { problem: { at, length: end - at, message: `${what}, at character ${at + 1} of the tags.` }, end };
}

/** What the sticky pattern matches at `at`; '' for nothing. */
function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function writeKey(of: Tag['of'], key: string): string {
  // A `!` at its end would be taken for part of `!=`.
  const plain = matchAt(keyWord, key, 0).length === key.length && key !== '' && !key.endsWith('!');
  if (of === 'resource') return resourcePrefix + (plain ? key : quoted(key));
  return of === 'anything' && plain && !key.startsWith(resourcePrefix) ? key : quoted(key);
}
