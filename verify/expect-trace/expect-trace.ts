/** `expectTrace(spans).toMatchTree(…)`: assertions for any test runner. They throw, and the error shows the difference. */
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { defineExpect, type ExpectationInput } from './define-expect.ts';
import { misses, NoSpans } from './hold.ts';
import { type SpanSource, spansFrom } from './span-source.ts';

type Check = ExpectationInput['checks'][number];
/** A span and what must be below it. Fields that are left out may be anything. */
export type SpanTree = NonNullable<Check['spans']>[number];
/** A span, without regard to its place. */
export type SpanPattern = NonNullable<Check['absent']>[number];

export interface MatchOptions {
  /** Spans that no part of the tree describes. Default `allow`, as in `expect.yaml`. */
  extra?: 'allow' | 'forbid';
}

export interface TraceAssertions {
  /** These trees are there, from their roots. Order does not matter. */
  toMatchTree(trees: SpanTree | readonly SpanTree[], options?: MatchOptions): void;
  /** This span, or this tree, is there, at any depth. */
  toContainSpan(span: SpanTree): void;
  /** No span is like this one. There must be others: an empty list of spans shows nothing. */
  toLackSpan(span: SpanPattern): void;
  /** All spans are of one trace, and every parent is there. */
  toBeOneTrace(): void;
  /** Everything of an expectation holds. */
  toMeet(expectation: ExpectationInput): void;
}

export interface EventualTraceAssertions {
  toMatchTree(trees: SpanTree | readonly SpanTree[], options?: MatchOptions): Promise<void>;
  toContainSpan(span: SpanTree): Promise<void>;
  toMeet(expectation: ExpectationInput): Promise<void>;
}

/** What fell short, said in the message: the checks missed, why, and both trees. */
export class TraceMismatch extends Error {
  override name = 'TraceMismatch';
}

/** Hold spans to what they must be. Each assertion throws a `TraceMismatch` that says all that differs. */
export function expectTrace(source: SpanSource): TraceAssertions {
  const hold = (expectation: Expectation) => {
    const missed = misses(spansFrom(source), expectation);
    if (missed.length > 0) throw new TraceMismatch(missed.join('\n\n'));
  };
  return {
    toMatchTree: (trees, options) => hold(treeExpectation(trees, options)),
    toContainSpan: (span) => hold(spanExpectation(span)),
    toLackSpan: (span) =>
      hold(defineExpect({ checks: [{ check: 'There is no such span', absent: [span] }] })),
    toBeOneTrace: () => hold(oneTrace),
    toMeet: (expectation) => hold(defineExpect(expectation)),
  };
}

/**
 * As `expectTrace`, for spans that arrive by and by: `read` is asked again until the assertion holds, or `withinMs`
 * have passed. What fails at the end is what was seen last.
 */
export function expectTraceEventually(
  read: () => SpanSource | Promise<SpanSource>,
  { withinMs = 5_000, everyMs = 50 }: { withinMs?: number; everyMs?: number } = {},
): EventualTraceAssertions {
  const hold = async (expectation: Expectation) => {
    const end = Date.now() + withinMs;
    for (;;) {
      const missed = missesSoFar(spansFrom(await read()), expectation);
      if (missed.length === 0) return;
      if (Date.now() >= end)
        throw new TraceMismatch(`${missed.join('\n\n')}\n\nWaited ${withinMs} ms for it.`);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  return {
    toMatchTree: async (trees, options) => hold(treeExpectation(trees, options)),
    toContainSpan: async (span) => hold(spanExpectation(span)),
    toMeet: async (expectation) => hold(defineExpect(expectation)),
  };
}

/** While there are no spans yet, that is a miss like others. */
function missesSoFar(spans: Span[], expectation: Expectation): string[] {
  try {
    return misses(spans, expectation);
  } catch (error) {
    if (error instanceof NoSpans) return [error.message];
    throw error;
  }
}

/** The checks behind `toMatchTree`. */
export function treeExpectation(
  trees: SpanTree | readonly SpanTree[],
  { extra = 'allow' }: MatchOptions = {},
): Expectation {
  const spans = [trees].flat() as SpanTree[];
  return defineExpect({ checks: [{ check: 'The spans match the tree', spans, extra }] });
}

/** The checks behind `toContainSpan`. */
export function spanExpectation(span: SpanTree): Expectation {
  return defineExpect({ checks: [{ check: 'The spans contain this one', somewhere: [span] }] });
}

const oneTrace = defineExpect({
  checks: [{ check: 'The spans are one trace, with all parents', invariants: ['one-trace', 'no-orphans'] }],
});
