/** What was expected beside what happened, line by line, in words. */
import { type Aligned, align, type Verdict } from '@spanlab/sandbox/expect/align.ts';
import { growForest } from '@spanlab/sandbox/expect/tree.ts';
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { SpanExpectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { plural } from '../../words.ts';
import type { PredictedSpan, Prediction } from './prediction.ts';

export interface JudgedLine {
  depth: number;
  verdict: Verdict;
  /** Of the span that came, or of the one that was expected and did not. */
  name: string;
  service: string;
  /** What came; undefined where nothing did. */
  span: Span | undefined;
  /** Why it is not as expected; '' where it is. */
  words: string;
}

export interface Judgement {
  lines: JudgedLine[];
  summary: string;
  right: boolean;
}

const mostLines = 300;

/** Hold a prediction to the spans of a run. Blank fields fit everything; names are compared without regard to case. */
export function judgePrediction(prediction: Prediction, spans: readonly Span[]): Judgement {
  const lines: JudgedLine[] = [];
  const stack = align(expectationsOf(prediction), growForest(spans))
    .toReversed()
    .map((row) => ({ row, depth: 0 }));
  for (let top = stack.pop(); top !== undefined && lines.length < mostLines; top = stack.pop()) {
    const { row, depth } = top;
    lines.push(judged(row, depth));
    for (const child of row.children.toReversed()) stack.push({ row: child, depth: depth + 1 });
  }
  return { lines, summary: summarise(lines), right: lines.every(({ verdict }) => verdict === 'met') };
}

/** The outline as the tree of an `expect.yaml`. */
export function expectationsOf(prediction: Prediction): SpanExpectation[] {
  const tops: SpanExpectation[] = [];
  const path: SpanExpectation[] = [];
  for (const line of prediction) {
    const expectation = expectationOf(line);
    path.length = line.depth;
    const parent = path[line.depth - 1];
    if (parent === undefined) tops.push(expectation);
    else parent.children = [...(parent.children ?? []), expectation];
    path.push(expectation);
  }
  return tops;
}

function expectationOf({ name, service, kind }: PredictedSpan): SpanExpectation {
  const wanted = name.trim();
  return {
    ...(wanted !== '' && { name: `/^${wanted.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}$/i` }),
    ...(service !== '' && { service }),
    ...(kind !== '' && { kind }),
  };
}

function judged({ verdict: aligned, expectation, node, misses }: Aligned, depth: number): JudgedLine {
  // A span that is as expected stays so when something below it is not: that has a line of its own.
  const verdict = aligned === 'differs' && misses.length === 0 ? 'met' : aligned;
  const wanted = nameOf(expectation);
  if (node === undefined) {
    return {
      depth,
      verdict,
      name: wanted === '' ? 'a span of any name' : wanted,
      service: expectation?.service ?? '',
      span: undefined,
      words: 'You expected it; it did not come.',
    };
  }
  const { span, parent } = node;
  const words = (): string => {
    switch (verdict) {
      case 'met':
        return '';
      case 'extra':
      case 'too many':
        return 'You did not expect it.';
      case 'elsewhere':
        return parent === undefined
          ? 'It came, but as a root: nothing above it.'
          : `It came, but under “${parent.span.name}”.`;
      default: {
        const parts = misses.map(({ of, key, expected, found }) => {
          const what = key === undefined ? of : `${of} ${key}`;
          const meant = of === 'name' ? `“${wanted}”` : expected;
          return `its ${what} is ${found ?? 'not there'}, you expected ${meant}`;
        });
        return `${capital(parts.join('; '))}.`;
      }
    }
  };
  return { depth, verdict, name: span.name, service: serviceName(span), span, words: words() };
}

function nameOf(expectation: SpanExpectation | undefined): string {
  const pattern = expectation?.name ?? '';
  return pattern
    .replace(/^\/\^/u, '')
    .replace(/\$\/i$/u, '')
    .replace(/\\(.)/gu, '$1');
}

function summarise(lines: readonly JudgedLine[]): string {
  const count = (...verdicts: Verdict[]) => lines.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const expected = lines.length - count('extra', 'too many');
  const met = count('met');
  const parts = [
    [count('differs'), 'not quite as you expected'],
    [count('elsewhere'), 'in another place'],
    [count('missing'), 'did not come'],
    [count('extra', 'too many'), 'you did not expect'],
  ] as const;
  const rest = parts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  if (rest.length === 0) return `${plural(met, 'span')}, all as you expected.`;
  return `${met} of ${plural(expected, 'span')} as you expected; ${rest.join('; ')}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
