/** Reads back what Node's `console.dir` writes (`util.inspect`), as far as a ConsoleSpanExporter uses it. */
import { spanFromConsole } from '@spanlab/sandbox/expect/printed-span.ts';
import type { ConsoleValue } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Line } from './lines.ts';

/** The spans among the lines each program has printed, in their order. */
export function printedSpans(lines: readonly Line[]): Span[] {
  return [...Map.groupBy(lines, ({ service }) => service).values()].flatMap((own) =>
    objectsIn(own.map(({ text }) => text)).flatMap((text) => {
      const value = readInspected(text);
      return (value && spanFromConsole(value)) ?? [];
    }),
  );
}

/** An object too long for one line begins with a line `{` and ends with a line `}`. */
function objectsIn(lines: readonly string[]): string[] {
  const found: string[] = [];
  let begun: string[] | undefined;
  for (const line of lines) {
    if (line === '{') begun = [];
    begun?.push(line);
    if (line !== '}' || begun === undefined) continue;
    found.push(begun.join('\n'));
    begun = undefined;
  }
  return found;
}

const tokens =
  /\s*(?:(?<mark>[{}[\],:+])|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<more>\.\.\. \d+ more \w+)|(?<word>[\w$.+-]+(?:\(\d+\))?))/suy;

interface Token {
  type: 'mark' | 'string' | 'more' | 'word';
  text: string;
}

/** Undefined for what this does not know: getters, maps, cycles. */
export function readInspected(text: string): ConsoleValue | undefined {
  const list = tokensOf(text);
  if (list === undefined) return undefined;
  let at = 0;
  const is = (mark: string): boolean => list[at]?.type === 'mark' && list[at]?.text === mark;
  const takes = (mark: string): boolean => is(mark) && ++at > 0;

  const read = (): ConsoleValue | undefined => {
    const token = list[at];
    if (token === undefined) return undefined;
    at += 1;
    if (token.type === 'string') return string(token.text);
    if (token.text === '{') return entries('Object');
    if (token.text === '[') return items();
    if (token.type !== 'word') return undefined;
    // An instance of a class: `TraceStateImpl {`.
    return takes('{') ? entries(token.text) : plain(token.text);
  };
  /** A long text is written as the sum of its lines. */
  const string = (first: string): ConsoleValue => {
    let whole = unquoted(first);
    while (takes('+')) {
      const next = list[at];
      if (next?.type !== 'string') break;
      whole += unquoted(next.text);
      at += 1;
    }
    return { type: 'string', text: whole };
  };
  const entries = (className: string): ConsoleValue | undefined => {
    const found: [string, ConsoleValue][] = [];
    while (!takes('}')) {
      // A key that would be no plain one: `['__proto__']: 1`.
      const isBracketed = takes('[');
      const key = list[at];
      at += 1;
      if (key?.type === 'more') continue;
      if (isBracketed && !takes(']')) return undefined;
      if (key === undefined || key.type === 'mark' || !takes(':')) return undefined;
      const value = read();
      if (value === undefined) return undefined;
      found.push([key.type === 'string' ? unquoted(key.text) : key.text, value]);
      if (!takes(',') && !is('}')) return undefined;
    }
    return { type: 'object', className, entries: found };
  };
  const items = (): ConsoleValue | undefined => {
    const found: ConsoleValue[] = [];
    if (list[at]?.type === 'word' && /^(?:Object|Array)$/u.test(list[at]?.text ?? '')) {
      at += 1;
      return takes(']') ? { type: 'deeper' } : undefined;
    }
    while (!takes(']')) {
      if (list[at]?.type === 'more') {
        at += 1;
        continue;
      }
      const value = read();
      if (value === undefined) return undefined;
      found.push(value);
      if (!takes(',') && !is(']')) return undefined;
    }
    return { type: 'array', items: found };
  };

  const value = read();
  return at === list.length ? value : undefined;
}

function tokensOf(text: string): Token[] | undefined {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  const end = text.trimEnd().length;
  while (tokens.lastIndex < end) {
    const groups = tokens.exec(text)?.groups;
    if (groups === undefined) return undefined;
    for (const type of ['mark', 'string', 'more', 'word'] as const) {
      if (groups[type] !== undefined) found.push({ type, text: groups[type] });
    }
  }
  return found;
}

function plain(word: string): ConsoleValue | undefined {
  if (word === 'undefined' || word === 'null') return { type: word };
  if (word === 'true' || word === 'false') return { type: 'boolean', text: word };
  if (/^-?\d+n$/u.test(word)) return { type: 'bigint', text: word };
  return Number.isNaN(Number(word)) && word !== 'NaN' ? undefined : { type: 'number', text: word };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/gsu, (_, hex, unicode, other: string) => {
      const code: string | undefined = hex ?? unicode;
      return code === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16));
    });
}
