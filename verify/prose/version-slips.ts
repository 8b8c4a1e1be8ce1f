/** Versions next to names: images and packages that are not the ones in use. */
import type { InUse } from './in-use.ts';

/** A version, with or without its `v`: at least two numbers. */
export const version = String.raw`v?(?<version>\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)`;
/** `otel/opentelemetry-collector-contrib:0.155.0`, in prose and in commands. */
const imageRef = new RegExp(
  String.raw`(?<![\w./-])(?<name>(?:[\w.-]+(?::\d+)?/)*[\w.-]+):${version}(?![\w-]|\.\d)`,
  'gu',
);
/** `@opentelemetry/sdk-trace-web@2.12.0`. */
const packageRef = new RegExp(
  String.raw`(?<![\w./@-])(?<name>@?[a-z\d][\w./-]*)@${version}(?![\w-]|\.[\dx])`,
  'gu',
);
/** `` `@opentelemetry/sdk-trace-web` 2.12``: a scoped name, or one that is marked as code, and a version next to it. */
const packageWords = new RegExp(
  String.raw`(?:(?<![\w/.-])(?<scoped>@[a-z\d][\w.-]*/[a-z\d][\w.-]*)|\u0060(?<marked>[a-z\d][\w.-]*)\u0060)[\u0060*_]{0,3}\s+(?:version\s+)?[\u0060*_]{0,2}${version}(?![\w-]|\.[\dx])`,
  'gu',
);
/** A sentence about another version than the one in use says so around it. */
const comparedBefore =
  /(?:since|before|until|from|than|least|most|below|above|[<>≥≤~^]=?)\s*(?:version\s+)?[`*_]*$/iu;
const comparedAfter =
  /^[`*_]*\s*(?:\+|(?:or|and)\s+(?:newer|later|older|above|below|earlier|up)|[-–]|to\s+\d|series|branch)/iu;

/** Something that is not as it is in use. */
export interface Slip {
  /** Of the words that are to change. */
  start: number;
  end: number;
  found: string;
  /** What is to stand there; empty when there are several to choose from. */
  inUse: string;
  message: string;
}

/** `name:1.2.3` and `name@1.2.3`. */
export function refsIn(text: string, { images, packages, direct, compose, lockfile }: InUse): Slip[] {
  return [
    ...matches(text, imageRef).flatMap((match) => {
      const name = match.name.replace(/^docker\.io\//u, '');
      return slipOf(match, name, images.get(name), `${compose.join(', ')} has`);
    }),
    ...matches(text, packageRef).flatMap((match) => {
      if (!match.name.startsWith('@') && !direct.has(match.name)) return [];
      return slipOf(match, match.name, packages.get(match.name), `${lockfile ?? ''} has`);
    }),
  ];
}

/** A package and its version as words. */
export function wordsIn(text: string, { packages, direct, lockfile }: InUse): Slip[] {
  return matches(text, packageWords).flatMap((match) => {
    if (!match.name.startsWith('@') && !direct.has(match.name)) return [];
    return isCompared(text, match)
      ? []
      : slipOf(match, match.name, packages.get(match.name), `${lockfile ?? ''} has`);
  });
}

/** Is the version spoken of as another one: older than, since, or newer? */
export function isCompared(text: string, { from, end }: Match): boolean {
  return (
    comparedBefore.test(text.slice(Math.max(0, from - 60), from)) ||
    comparedAfter.test(text.slice(end, end + 60))
  );
}

/** A name and its version in a text. */
export interface Match {
  /** Where all of it begins. */
  from: number;
  name: string;
  version: string;
  /** Of the version, without its `v`. */
  start: number;
  end: number;
}

/** Every match of a pattern with a version, and a name or what it is about. */
export function matches(text: string, pattern: RegExp, about?: string): Match[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { name, scoped, marked, version: found } = match.groups ?? {};
    const subject = name ?? scoped ?? marked ?? about;
    if (subject === undefined || found === undefined) return [];
    const end = match.index + match[0].length;
    return [{ from: match.index, name: subject, version: found, start: end - found.length, end }];
  });
}

/** A slip, if none of the versions in use is meant. `2.12` speaks of any 2.12.x. */
export function slipOf(
  { start, end, version: found }: Match,
  name: string,
  inUse: readonly string[] | undefined,
  who: string,
): Slip[] {
  const known = [...new Set(inUse ?? [])].map((each) => each.replace(/^v(?=\d)/u, ''));
  if (known.length === 0 || known.some((each) => each === found || each.startsWith(`${found}.`))) return [];
  const depth = found.split('.').length;
  const [first = ''] = known;
  const better = depth === 2 ? first.split('.').slice(0, 2).join('.') : first;
  const message = `Found ${name} ${found}, but ${who} ${known.join(' and ')}. If that is on purpose: spanlab-ignore version, in a comment before it.`;
  return [{ start, end, found, inUse: known.length === 1 ? better : '', message }];
}
