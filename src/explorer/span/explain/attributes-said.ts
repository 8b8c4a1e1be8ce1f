/** What its attributes say, in the words of the conventions. */
import type { Attributes } from '@spanlab/sandbox/schemas/trace.ts';
import type { ConventionBook } from '../conventions/convention.ts';
import { plainDoc } from '../conventions/doc-text.ts';
import { code, listed, type Sentence, say } from './sentence.ts';
import type { ToldSpan } from './told-span.ts';
import { workKeys } from './work.ts';

const toldAtMost = 3;
const longestBrief = 90;
/** A span may carry 10,000: what the first of them say is enough. */
const lookedAt = 200;

export function attributesSentence({ span, book }: ToldSpan): Sentence | undefined {
  if (book === undefined || span.attributes.length === 0) return undefined;
  const some = span.attributes.slice(0, lookedAt);
  const known = some.filter(({ key }) => book.find(key) !== undefined);
  const said = known.filter(({ key }) => !workKeys.has(key)).flatMap((each) => inWords(each, book));
  const own = some.filter(({ key }) => book.find(key) === undefined);
  const sentences: Sentence[] = [];
  if (said.length > 0) sentences.push(say`Its attributes say: ${listed(said.slice(0, toldAtMost))}.`);
  if (own.length > 0) sentences.push(ownWords(own, known.length === 0));
  const replaced = known.filter(({ key }) => book.find(key)?.deprecated !== undefined);
  if (replaced.length > 0) sentences.push(replacedWords(replaced, book));
  if (sentences.length === 0) return undefined;
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}

/** Nothing of those that are deprecated, or that the conventions describe at length. */
function inWords({ key, value }: Attributes[number], book: ConventionBook): Sentence[] {
  const convention = book.find(key);
  if (convention === undefined || convention.deprecated !== undefined) return [];
  const brief = firstSentence(plainDoc(convention.brief));
  if (brief.length > longestBrief) return [];
  return isClause.test(brief)
    ? [say`${code(key)} (${uncapitalised(brief)}) is ${code(value)}`]
    : [say`the ${uncapitalised(brief.replace(/^(?:the|an?) /iu, ''))} is ${code(value)}`];
}

/** Descriptions that are no name of a thing. */
const isClause =
  /^(?:whether|indicates|specifies|describes|identifies|represents|contains|if|when|this|true)\b/iu;

function ownWords(own: Attributes, isAll: boolean): Sentence {
  const names = own.slice(0, toldAtMost).map(({ key }) => say`${code(key)}`);
  const all: Sentence =
    own.length > toldAtMost ? say`${names.flatMap((name) => [...name, ', '])}and more` : listed(names);
  const they = own.length === 1 ? 'is a name' : 'are names';
  return isAll
    ? say`The conventions know none of its attributes: ${all} ${they} of its author’s own.`
    : say`${all} ${they} of its author’s own.`;
}

function replacedWords(replaced: Attributes, book: ConventionBook): Sentence {
  const names = replaced.slice(0, toldAtMost).map(({ key }) => {
    const by = /^Replaced by `(?<by>[^`]+)`/u.exec(book.find(key)?.deprecated ?? '')?.groups?.['by'];
    return by === undefined ? say`${code(key)}` : say`${code(key)} is now ${code(by)}`;
  });
  return say`The conventions have moved on from some of these names: ${listed(names)}.`;
}

function firstSentence(text: string): string {
  return (/^.*?[.!?](?=\s|$)/su.exec(text)?.[0] ?? text).replace(/\.$/u, '').replaceAll(/\s+/gu, ' ').trim();
}

/** `HTTP` and `URL` keep their capitals. */
function uncapitalised(text: string): string {
  return /^[A-Z][a-z]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
