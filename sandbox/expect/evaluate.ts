/** Holds what a run produced to what it must have produced. Pure: same facts, same results. */
import type { Check, Expectation } from '../schemas/expectation.ts';
import type { CheckResult, Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { align } from './align.ts';
import { countFits, describeCount, describePattern, listNames, nameOf, plural } from './describe.ts';
import { drawDiff } from './diff.ts';
import { explain, type Reason, toSpan } from './explain.ts';
import { breaches, describeTraces } from './invariants.ts';
import { createMatcher } from './match.ts';
import { noSpans } from './no-spans.ts';
import { spanFits } from './span-fields.ts';
import { type Output, stdoutMiss } from './stdout.ts';
import { type Forest, growForest } from './tree.ts';
import { wireMiss } from './wire.ts';

/** What a run produced. */
export interface Facts {
  /** Spans the store holds. */
  stored: readonly Span[];
  /** Spans that ConsoleSpanExporters printed. */
  printed: readonly Span[];
  stdout: readonly Output[];
  exchanges: readonly Exchange[];
}

/** Hold facts to every check. All misses are reported, each in a sentence. */
export function evaluate(expectation: Expectation, facts: Facts): CheckResult[] {
  const forests = new Map<Check['read'], Forest>();
  const forestOf = (read: Check['read']): Forest => {
    const forest = forests.get(read) ?? growForest(read === 'console' ? facts.printed : facts.stored);
    forests.set(read, forest);
    return forest;
  };
  return expectation.checks.map((check, index) => {
    const { reasons, diff } = hold(check, facts, forestOf);
    const read = readsSpans(check) ? { read: check.read } : {};
    const texts = [...new Set(reasons.map(({ text }) => text))];
    const target = reasons.find((reason) => reason.target !== undefined)?.target;
    const ok = texts.length === 0;
    const result = { index, check: check.check, ok, ...read, reasons: limit(texts), diff };
    return target === undefined ? result : { ...result, target };
  });
}

/** Does the check speak of spans at all? */
export function readsSpans({ spans, somewhere, absent, traces, invariants }: Check): boolean {
  return (spans ?? somewhere ?? absent ?? traces ?? invariants) !== undefined;
}

interface Held {
  reasons: Reason[];
  diff: string;
}

function hold(check: Check, facts: Facts, forestOf: (read: Check['read']) => Forest): Held {
  const others: Reason[] = [
    ...(check.stdout ?? []).flatMap((each) => stdoutMiss(each, facts.stdout) ?? []),
    ...(check.wire ?? []).flatMap((each) => wireMiss(each, facts.exchanges) ?? []),
  ];
  if (!readsSpans(check)) return { reasons: others, diff: '' };

  const forest = forestOf(check.read);
  const wantsNone = check.spans?.length === 0;
  if (forest.nodes.length === 0) {
    if (wantsNone && countFits(check.traces ?? 0, 0)) return { reasons: others, diff: '' };
    const diff = drawDiff(align(check.spans ?? check.somewhere ?? [], forest));
    return { reasons: [noSpans(check, facts), ...others], diff };
  }
  const trees = wantsNone ? unwanted(forest, check.read) : holdTrees(check, forest);
  const anywhere = holdSomewhere(check, forest);
  const diff = [trees.diff, anywhere.diff].filter((each) => each !== '').join('\n');
  return { reasons: [...trees.reasons, ...anywhere.reasons, ...holdRest(check, forest), ...others], diff };
}

function unwanted(forest: Forest, read: Check['read']): Held {
  const spans = forest.nodes.map(({ span }) => span);
  const [first] = spans;
  const came = read === 'console' ? 'printed' : 'stored';
  const text = `Expected no spans, and ${plural(spans.length, 'span')} ${spans.length === 1 ? 'was' : 'were'} ${came}: ${listNames(spans)}.`;
  return { reasons: [first ? { text, target: toSpan(first) } : { text }], diff: drawDiff(align([], forest)) };
}

function holdTrees({ spans, extra, read }: Check, forest: Forest): Held {
  if (spans === undefined) return { reasons: [], diff: '' };
  const forbidExtra = extra === 'forbid';
  const sides = createMatcher(forest.find, { strict: forbidExtra }).match(spans, forest.roots);
  const isLeft = sides.left.length > 0 || forest.strays.length > 0;
  if (sides.met && !(forbidExtra && isLeft)) return { reasons: [], diff: '' };
  const rows = align(spans, forest);
  const reasons = explain(rows, { forest, read, forbidExtra });
  const diff = drawDiff(rows);
  // The explanation looks for the nearest arrangement and may in theory find nothing to say of it.
  return {
    reasons: reasons.length > 0 ? reasons : [{ text: 'The spans do not form the expected trees.' }],
    diff,
  };
}

/** Each expected tree may begin at any span, so every span is tried as its root. */
function holdSomewhere({ somewhere, read }: Check, forest: Forest): Held {
  const { fits } = createMatcher(forest.find);
  const missed = (somewhere ?? []).filter((expectation) => {
    const found = forest.nodes.filter((node) => fits(expectation, node)).length;
    return expectation.count === undefined ? found === 0 : !countFits(expectation.count, found);
  });
  if (missed.length === 0) return { reasons: [], diff: '' };
  const rows = align(missed, { ...forest, roots: forest.nodes }).filter(({ verdict }) => verdict !== 'extra');
  const came = read === 'console' ? 'was printed' : 'arrived';
  const reasons = rows.flatMap((row): Reason[] => {
    const wanted = row.expectation && describePattern(row.expectation);
    if (row.node === undefined) return [{ text: `No ${wanted} ${came}.` }];
    const differences = explain([row], { forest, read, forbidExtra: false });
    if (differences.length > 0 || row.verdict !== 'met') return differences;
    return [{ text: `There are not as many of ${wanted} as expected.`, target: toSpan(row.node.span) }];
  });
  return { reasons, diff: drawDiff(rows) };
}

function holdRest({ absent, traces, invariants }: Check, forest: Forest): Reason[] {
  const unexpected = (absent ?? []).flatMap((pattern) => {
    const found = forest.nodes.find(({ span }) => spanFits(pattern, span, forest.find));
    if (found === undefined) return [];
    const text = `${nameOf(found.span)} is there, expected no ${describePattern(pattern)}.`;
    return [{ text, target: toSpan(found.span) }];
  });
  const counted =
    traces === undefined || countFits(traces, forest.traceCount)
      ? []
      : [{ text: `The spans form ${describeTraces(forest)}; expected ${describeCount(traces)}.` }];
  const broken = (invariants ?? []).flatMap((invariant) => breaches(invariant, forest));
  return [...unexpected, ...counted, ...broken];
}

const mostReasons = 20;

function limit(texts: string[]): string[] {
  if (texts.length <= mostReasons) return texts;
  return [...texts.slice(0, mostReasons), `And ${texts.length - mostReasons} more.`];
}
