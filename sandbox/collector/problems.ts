/** The Collector's words on a configuration, one problem at a time, each with its place in the text. */
import type { ConfigProblem } from '../schemas/collector.ts';
import { complaintsOf } from './complaints.ts';
import { type ConfigText, type Place, readConfigText, type Spot } from './config-place.ts';

const maxProblems = 50;
const maxMessageLength = 4_000;

/**
 * What `validate`, or a start that failed, said about this text: every complaint of it, in its own words less what only
 * says that something went wrong. `''` is no problem. Complaints that lead nowhere in the text have no line.
 */
export function problemsOf(config: string, errorText: string): ConfigProblem[] {
  if (errorText.trim() === '') return [];
  const text = readConfigText(config);
  const problems = complaintsOf(errorText, (path) => text.follow(path).depth === path.length);
  const placed = problems.slice(0, maxProblems).flatMap((complaint): ConfigProblem[] => {
    const { path, yamlLine } = complaint;
    const message = cut(complaint.message);
    const keys = complaint.keys.slice(0, maxProblems);
    if (yamlLine !== undefined) return [{ message, ...yamlPlace(text, yamlLine, message) }];
    const { spot, depth } = text.follow(path);
    const found = keys.map((key) => text.child(spot, key)).filter((each) => each !== undefined);
    if (found.length > 0) return found.map((each) => ({ message, ...text.place(each) }));
    const refined = refine(text, spot, message);
    // A whole file is no place: better none than the first line.
    if (depth === 0 && refined === spot && !/cannot be used as a Conf/u.test(message)) return [{ message }];
    return [{ message, ...text.place(refined) }];
  });
  return placed.slice(0, maxProblems);
}

function cut(message: string): string {
  return message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)} …` : message;
}

/**
 * Go's YAML parser counts lines from 0 in this kind of message, and tells where the list or the mapping begins that it
 * was in. Of a mapping ours knows better where it breaks off.
 */
function yamlPlace(text: ConfigText, line: number, message: string): Place | undefined {
  if (!/did not find expected/u.test(message)) return text.line(line);
  return (/expected '?(?:key|-)/u.test(message) ? text.fault() : undefined) ?? text.line(line + 1);
}

/** The part of a component a message speaks of: what it quotes, or a key it names. */
function refine(text: ConfigText, from: Spot, message: string): Spot {
  const anchor = /unknown anchor '(?<name>[^']+)'/u.exec(message)?.groups?.['name'];
  if (anchor !== undefined) return text.alias(anchor) ?? from;
  const index = /(?<index>\d+)-th action/u.exec(message)?.groups?.['index'];
  const actions = index === undefined ? undefined : text.child(from, 'actions');
  const spot = (actions && text.child(actions, Number(index))) ?? from;

  const quoted = quotedIn(message);
  for (const said of quoted.toReversed()) {
    const found = text.child(spot, said) ?? text.find(spot, (each) => isSame(each, said));
    if (found !== undefined) return found;
  }
  const address = /listen tcp \S*:(?<port>\d+):/u.exec(message)?.groups?.['port'];
  const endpoint = address && text.find(spot, (each) => each.endsWith(`:${address}`));
  if (endpoint) return endpoint;
  for (const word of wordsOf(message)) {
    // A value that is no plain word can only be that value: a host, a file.
    const found =
      text.child(spot, word) ??
      (/[/.:]|^localhost$/u.test(word) ? text.find(spot, (each) => each === word) : undefined);
    if (found !== undefined) return found;
  }
  return spot;
}

/** Texts in double quotes, as Go writes them, in backquotes and in apostrophes. */
function quotedIn(message: string): string[] {
  const matches = message.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]+`|(?<=\s|^)'[^']+'/gu);
  return [...matches]
    .map(([each]) => (each.startsWith('"') ? unescaped(each) : each.slice(1, -1)))
    .filter((each) => each !== '');
}

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted.slice(1, -1);
  }
}

function wordsOf(message: string): string[] {
  return message.match(/[\w/][\w/.:-]*\w/gu) ?? [];
}

/** A statement may be told with its context in front of each path; an address or a variable stands within other text. */
function isSame(inText: string, said: string): boolean {
  const text = inText.trim();
  if (text === said || text.includes(`\${${said}}`) || text.includes(`\${env:${said}`)) return true;
  return /[( ]/u.test(said) && plain(text) === plain(said);
}

function plain(statement: string): string {
  return statement
    .replace(/\b(?:resource|scope|span|spanevent|metric|datapoint|log)\./gu, '')
    .replace(/\s+/gu, '');
}
