/** The words after a fence. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { dataKinds } from '../model/example.ts';
import type { LineOrigin } from '../model/place.ts';
import type { Unreadable } from './block.ts';
import { isYaml } from './languages.ts';

/** What makes a block ours. */
export const roles = ['verify', 'expect', 'output', 'error', ...dataKinds] as const;
export type Role = (typeof roles)[number];

/** A word of an info string: `verify`, `file=tracing.ts`, `title="app.ts"`. */
export interface Word extends LineOrigin {
  key: string;
  /** Without its quotes; undefined for a bare word. */
  value: string | undefined;
  /** As written. */
  text: string;
}

export interface InfoString {
  /** In lower case; `''` without one. */
  language: string;
  /** The word that makes it ours. */
  role?: Word & { key: Role };
  words: readonly Word[];
}

const bareOptions = [
  'alone',
  'keeps-running',
  'no-run',
  'no-check',
  'no-telemetry',
  'entry',
  'hidden',
] as const;
const valueOptions = [
  'file',
  'title',
  'runtime',
  'timeout',
  'exit',
  'cwd',
  'skip',
  'reason',
  'source',
  'region',
] as const;
export type Option = (typeof bareOptions)[number] | (typeof valueOptions)[number];
const ours: readonly string[] = [...roles, ...bareOptions, ...valueOptions];

/** Words of Expressive Code, Docusaurus, Nextra, VitePress, twoslash and others: none of ours, and none mistyped. */
const others =
  /^(?:\{.*|\/.*|["'].*|\[.*|:.*|#.*|\(.*|(?:ins|del|mark|add|remove|highlight|hl_lines|focus|collapse|lines|group|label|tab|icon|frame|startLineNumber|lang|live|metastring|filename|name|class|id|wrap|preserveIndent|hangingIndent|showLineNumbers|showlinenumbers|linenos|lineNumbers|line-numbers|noInline|editable|copy|nocopy|noCopy|twoslash|diff|npm2yarn|sync|playground|expandable|test|ignore|static|numbered|with-output|word-wrap|nowrap|no-wrap|overflow|caption|theme|data-[\w-]+|expectError)(?:=.*)?)$/u;

/**
 * The language and the words. Values may stand in quotes; `{1,3}` right behind the language is no part of it.
 * @param at where the text begins in the document
 */
export function readInfo(text: string, at: LineOrigin): InfoString {
  const [first = ''] = /^[^\s{]*/u.exec(text.slice(0, longest)) ?? [];
  const words = [...text.slice(first.length, longest).matchAll(wordPattern)].map((match): Word => {
    const [whole] = match;
    const column = at.column + first.length + match.index;
    const equals = /^([\w-]+)=(.*)$/su.exec(whole);
    const [, key = whole, value] = equals ?? [];
    return {
      key,
      value: value === undefined ? undefined : unquoted(value),
      text: whole,
      line: at.line,
      column,
    };
  });
  const language = first.toLowerCase();
  // `compose` and the like mean nothing to us in other languages.
  const role = words.find(
    (word): word is Word & { key: Role } => isRole(word) && (isYaml(language) || !isDataKind(word.key)),
  );
  return { language, words, ...(role === undefined ? {} : { role }) };
}

/** What stands behind it is no info string: whole documents come in one line. */
const longest = 2000;
const wordPattern = /(?:[\w-]+=)?(?:"[^"]*"|'[^']*'|\{[^}]*\})|\/(?:[^/\\\n]|\\.)+\/[a-z]*|\S+/gu;

/** Could any block of these lines be ours? Costs next to nothing; may say yes where none is. */
export function mayBeOurs(lines: readonly string[]): boolean {
  return lines.some(
    (line) =>
      (marks.test(line) && roleWord.test(line)) || (line.includes('source=') && /\bsource=/u.test(line)),
  );
}

const marks = /`{3}|~{3}|<Code|\bmeta(?:string)?=/u;
const roleWord = /\b(?:verify|expect|output|error|collector|compose|kubernetes)\b/u;

/** What is wrong with the words of a block that is ours: it has a role, or a `source`. */
export function problemsOfWords({ words, role }: InfoString): Unreadable[] {
  return words.flatMap((word): Unreadable[] => {
    const { line, column, key, text } = word;
    if (word === role || isOption(word) || others.test(text)) return [];
    const say = (message: string) => [{ line, column, message }];
    if (isRole(word)) {
      return say(`Found \`${key}\` beside \`${role?.key}\`; a block is one of ${list(roles)}.`);
    }
    if ((bareOptions as readonly string[]).includes(key)) {
      return say(`Found \`${text}\`; \`${key}\` takes no value.`);
    }
    if ((valueOptions as readonly string[]).includes(key))
      return say(`Found \`${text}\`; write \`${key}=…\`.`);
    const near = closest(key, ours);
    const hint = near === undefined ? '' : `, did you mean \`${near}\`?`;
    return say(
      `Found the word \`${text}\`${hint === '' ? ';' : hint} ${hint === '' ? 'allowed' : 'Allowed'} here: ${list([...bareOptions, ...valueOptions])}.`,
    );
  });
}

/** The value of a word such as `file=`; undefined when it is not there. */
export function wordOf({ words }: InfoString, key: (typeof valueOptions)[number]): Word | undefined {
  return words.find((word) => word.key === key && word.value !== undefined);
}

/** Is a word such as `alone` there? */
export function says({ words }: InfoString, key: (typeof bareOptions)[number]): boolean {
  return words.some((word) => word.key === key && word.value === undefined);
}

function isRole({ key, value }: Word): boolean {
  return (roles as readonly string[]).includes(key) && (value === undefined || !isDataKind(key));
}

function isDataKind(key: string): boolean {
  return (dataKinds as readonly string[]).includes(key);
}

/** Is it a setting, with a value where it takes one? */
export function isOption({ key, value }: Word): boolean {
  const options: readonly string[] = value === undefined ? bareOptions : valueOptions;
  return options.includes(key);
}

/** Words as a message shows them. */
export function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function unquoted(value: string): string {
  return /^(?:"[^"]*"|'[^']*')$/u.test(value) ? value.slice(1, -1) : value;
}
