/** A printed line as a document can promise it: without what differs from run to run. */
import { lineMatches } from './line-pattern.ts';
import { withoutMachine } from './of-machine.ts';

const start = String.raw`(?<![\w.:-])`;
const end = String.raw`(?!\w)`;

/** In this order: what is longer, and what is surer, first. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/giu, '[UUID]'],
  // A traceparent, before its parts.
  [/\b([0-9a-f]{2})-[0-9a-f]{32}-[0-9a-f]{16}-([0-9a-f]{2})\b/gu, '$1-[TRACE_ID]-[SPAN_ID]-$2'],
  [/\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{32}\b/gu, '[TRACE_ID]'],
  [/\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{16}\b/gu, '[SPAN_ID]'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z\b|UTC\b|[+-]\d\d:?\d\d\b))?/gu, '[TIME]'],
  [new RegExp(String.raw`${start}\d\d:\d\d:\d\d(?:[.,]\d+)?${end}`, 'gu'), '[TIME]'],
  // `[ seconds, nanoseconds ]`, as the JavaScript SDK keeps times.
  [/(\[ ?)1[5-9]\d{8}, \d{1,9}( ?\])/gu, '$1[TIME], [NUMBER]$2'],
  // Milli-, micro- and nanoseconds since 1970.
  [new RegExp(String.raw`${start}[12]\d{12}(?:\d{3}|\d{6})?(?:\.\d+)?${end}`, 'gu'), '[TIME]'],
  // As ConsoleSpanExporter prints it: microseconds, without a unit.
  [/\b(duration(?:_?ms)?"?: )\d+(?:\.\d+)?/giu, '$1[NUMBER]'],
  [new RegExp(String.raw`${start}\d+(?:\.\d+)? ?(?:ns|µs|μs|us|ms|seconds?|s)${end}`, 'gu'), '[DURATION]'],
];

const longestWritten = 2_000;
const beginningWritten = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a document cannot hold.
const unwritable = /[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029\ufeff]|\p{Surrogate}/gu;
/** It would end the block it is written in, or look as though the block's end had been forgotten. */
const marksFence = /^\s*(?:`{3,}|~{3,})/u;

/**
 * The line as a pattern that it meets itself: ids, times, durations and what is of this machine are placeholders. What a Markdown file cannot
 * hold may be anything, and so may the rest of a line that is too long for one.
 */
export function normaliseLine(line: string): string {
  const text = line.trimEnd();
  if (marksFence.test(text)) return '[..]';
  const isLong = text.length > longestWritten;
  const written = (isLong ? text.slice(0, beginningWritten) : text).replaceAll(unwritable, '[..]');
  const pattern = rules.reduce(
    (kept, [found, word]) => kept.replaceAll(found, word),
    withoutMachine(written),
  );
  const whole = isLong ? `${pattern}[..]` : pattern;
  return lineMatches(whole, line) ? whole : '[..]';
}
