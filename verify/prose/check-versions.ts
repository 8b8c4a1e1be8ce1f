/** Are the versions and ports that prose names the ones in use? Silent where it is not sure. */
import type { Nodes } from 'mdast';
import type { DocumentEdit, Finding } from '../model/finding.ts';
import type { InUse } from './in-use.ts';
import { extentOf } from './links.ts';
import { walk } from './parse-prose.ts';
import type { ProseDocument } from './prose-document.ts';

const version = String.raw`v?(?<version>\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)`;
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

interface Slip {
  start: number;
  end: number;
  found: string;
  inUse: string;
  message: string;
}

/** Findings with the line as it should be. */
export function checkVersions(document: ProseDocument, inUse: InUse, ignored: readonly string[]): Finding[] {
  const slips: Slip[] = [];
  const add = (slip: Slip) => {
    const isIgnored = ignored.some(
      (word) =>
        document.text.slice(slip.start - 200, slip.end + 1).includes(word) && word.includes(slip.found),
    );
    if (!isIgnored && !document.isIgnored('version', document.places.at(slip.start).line)) slips.push(slip);
  };
  walk(document.root, (node) => {
    const [start, end] = extentOf(node);
    const text = document.text.slice(start, end);
    if (node.type === 'code' || node.type === 'inlineCode') {
      // A block that is verified says itself what it needs; one that is not may still name what to run.
      for (const slip of refsIn(text, inUse))
        add({ ...slip, start: slip.start + start, end: slip.end + start });
    } else if (isProse(node)) {
      for (const slip of [
        ...refsIn(withoutCode(node, text, start), inUse),
        ...wordsIn(text, inUse),
        ...portsIn(text, inUse),
        ...productsIn(text, inUse),
      ]) {
        add({ ...slip, start: slip.start + start, end: slip.end + start });
      }
    }
  });
  return findingsOf(document, slips);
}

function isProse({ type }: Nodes): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'tableCell';
}

/** Code within prose is looked at as code. */
function withoutCode(node: Nodes, text: string, start: number): string {
  let out = text;
  walk(node, (each) => {
    if (each.type !== 'inlineCode' && each.type !== 'html') return;
    const [from, to] = extentOf(each);
    out = out.slice(0, from - start) + ' '.repeat(to - from) + out.slice(to - start);
  });
  return out;
}

function refsIn(text: string, { images, packages, direct, compose, lockfile }: InUse): Slip[] {
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

function wordsIn(text: string, { packages, direct, lockfile }: InUse): Slip[] {
  return matches(text, packageWords).flatMap((match) => {
    if (!match.name.startsWith('@') && !direct.has(match.name)) return [];
    const isCompared =
      comparedBefore.test(text.slice(0, match.from)) || comparedAfter.test(text.slice(match.end));
    return isCompared ? [] : slipOf(match, match.name, packages.get(match.name), `${lockfile ?? ''} has`);
  });
}

/** `localhost:16686` in a sentence that names one service, and no other port of this machine is open by that number. */
function portsIn(text: string, { images, ports, compose }: InUse): Slip[] {
  if (ports.size === 0) return [];
  const products = new Map([...images.keys()].map((image) => [productOf(image), image]));
  return sentences(text).flatMap(({ from, sentence }) => {
    const named = [...products.keys()].filter((product) =>
      new RegExp(`\\b${product}\\b`, 'iu').test(sentence),
    );
    const addresses = [...sentence.matchAll(/\b(?:localhost|127\.0\.0\.1):(\d{2,5})\b/gu)];
    const [address] = addresses;
    // Two of each, and nobody knows which belongs to which.
    if (named.length !== 1 || addresses.length !== 1 || address?.[1] === undefined) return [];
    const port = Number(address[1]);
    // Programs of lessons and examples have ports of their own: only a slip of a known one is sure.
    const meant = [...ports].filter((each) => areClose(String(each), String(port)));
    if (ports.has(port) || meant.length !== 1) return [];
    const end = from + address.index + address[0].length;
    const message = `Found ${address[0]} for ${named[0]}, but ${compose.join(', ')} opens no port ${port}; it opens ${meant[0]}.`;
    return [{ start: end - address[1].length, end, found: address[1], inUse: String(meant[0]), message }];
  });
}

/** `Jaeger 2.13.0`, or `version 0.155.0` in a sentence that names one service, no package, and no other version. */
function productsIn(text: string, { images, compose }: InUse): Slip[] {
  const products = new Map([...images.keys()].map((image) => [productOf(image), image]));
  return sentences(text).flatMap(({ from, sentence }) => {
    const named = [...products.keys()].filter((each) => new RegExp(`\\b${each}\\b`, 'iu').test(sentence));
    const [product = ''] = named;
    const full = [...sentence.matchAll(/(?<![\w.:@/-])v?\d+\.\d+\.\d+(?![\w.-]*\d)/gu)];
    if (named.length !== 1 || full.length !== 1 || /@[\w-]+\/|[\w-]@\d/u.test(sentence)) return [];
    const near = new RegExp(String.raw`\b(?:version|${product})\s+[*_]*${version}(?![\w.-]*\d)`, 'giu');
    return matches(sentence, near, product).flatMap((match) => {
      const isCompared =
        comparedBefore.test(sentence.slice(0, match.from)) || comparedAfter.test(sentence.slice(match.end));
      const inUse = images.get(products.get(product) ?? '');
      if (isCompared || match.version.split('.').length < 3) return [];
      const place = { ...match, start: match.start + from, end: match.end + from };
      return slipOf(place, product, inUse, `${compose.join(', ')} has`);
    });
  });
}

/** The word people use: `jaeger` of `jaegertracing/jaeger`, `collector` of `otel/opentelemetry-collector-contrib`. */
function productOf(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  return last.includes('collector') ? 'collector' : last.replace(/[^\w-]/gu, '');
}

/** One digit is another, is missing, or there is one more: not a port of something else. */
function areClose(a: string, b: string): boolean {
  if (a.length === b.length) return a.length > 3 && [...a].filter((digit, i) => digit !== b[i]).length === 1;
  const [short = '', long = ''] = a.length < b.length ? [a, b] : [b, a];
  return long.length - short.length === 1 && long.startsWith(short.slice(0, 3)) && short.length > 3;
}

interface Match {
  /** Where all of it begins. */
  from: number;
  name: string;
  version: string;
  /** Of the version, without its `v`. */
  start: number;
  end: number;
}

function matches(text: string, pattern: RegExp, about?: string): Match[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { name, scoped, marked, version: found } = match.groups ?? {};
    const subject = name ?? scoped ?? marked ?? about;
    if (subject === undefined || found === undefined) return [];
    const end = match.index + match[0].length;
    return [{ from: match.index, name: subject, version: found, start: end - found.length, end }];
  });
}

function slipOf(
  { start, end, version: found }: Match,
  name: string,
  inUse: readonly string[] | undefined,
  who: string,
): Slip[] {
  const known = [...new Set(inUse ?? [])].map((each) => each.replace(/^v(?=\d)/u, ''));
  // `2.12` speaks of any 2.12.x.
  if (known.length === 0 || known.some((each) => each === found || each.startsWith(`${found}.`))) return [];
  const depth = found.split('.').length;
  const [first = ''] = known;
  const better = depth === 2 ? first.split('.').slice(0, 2).join('.') : first;
  const message = `Found ${name} ${found}, but ${who} ${known.join(' and ')}. If that is on purpose: spanlab-ignore version, in a comment before it.`;
  return [{ start, end, found, inUse: known.length === 1 ? better : '', message }];
}

function sentences(text: string): { from: number; sentence: string }[] {
  const found: { from: number; sentence: string }[] = [];
  for (const match of text.matchAll(/[\s\S]+?(?:[.!?](?=\s|$)|\n\s*\n|$)/gu))
    found.push({ from: match.index, sentence: match[0] });
  return found;
}

/** All that is to change in a line is one edit: two would be in each other's way. */
function findingsOf({ file, places }: ProseDocument, slips: readonly Slip[]): Finding[] {
  const byLine = new Map<number, Slip[]>();
  for (const slip of slips) {
    const { line } = places.at(slip.start);
    const there = byLine.get(line) ?? [];
    // The same words may be read twice: as a package and its version, and as code.
    if (!there.some(({ start }) => start === slip.start)) byLine.set(line, [...there, slip]);
  }
  return [...byLine].flatMap(([line, own]) => {
    const startOf = places.startOf(line);
    let text = places.line(line);
    for (const { start, end, inUse } of own.toSorted((a, b) => b.start - a.start)) {
      if (inUse !== '') text = text.slice(0, start - startOf) + inUse + text.slice(end - startOf);
    }
    const fix: DocumentEdit | undefined =
      text === places.line(line) ? undefined : { file, line, endLine: line, text };
    return own
      .toSorted((a, b) => a.start - b.start)
      .map(
        ({ start, end, message }): Finding => ({
          rule: 'version',
          message,
          at: places.at(start, end),
          ...(fix && { fix }),
        }),
      );
  });
}
