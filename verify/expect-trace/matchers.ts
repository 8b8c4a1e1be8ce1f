/** Matchers for `expect.extend`, in the shape Vitest and Jest share. */
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { defineExpect, type ExpectationInput } from './define-expect.ts';
import { type MatchOptions, type SpanTree, spanExpectation, treeExpectation } from './expect-trace.ts';
import { misses } from './hold.ts';
import { type SpanSource, spansFrom } from './span-source.ts';

interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/** What `expect(spans)` can be asked besides, once `@spanlab/expect/vitest` or `/jest` is imported. */
export interface TraceMatchers<Result = void> {
  /** These trees are there, from their roots. */
  toMatchTree(trees: SpanTree | readonly SpanTree[], options?: MatchOptions): Result;
  /** This span, or this tree, is there, at any depth. */
  toContainSpan(span: SpanTree): Result;
  /** Everything of an expectation holds. */
  toMeetExpectation(expectation: ExpectationInput): Result;
}

/** `expect.extend(traceMatchers)` */
export const traceMatchers = {
  toMatchTree: (spans: SpanSource, trees: SpanTree | readonly SpanTree[], options?: MatchOptions) =>
    result(spans, treeExpectation(trees, options)),
  toContainSpan: (spans: SpanSource, span: SpanTree) => result(spans, spanExpectation(span)),
  toMeetExpectation: (spans: SpanSource, expectation: ExpectationInput) =>
    result(spans, defineExpect(expectation)),
};

function result(source: SpanSource, expectation: Expectation): MatcherResult {
  const spans = spansFrom(source);
  const missed = misses(spans, expectation);
  if (missed.length > 0) return { pass: false, message: () => missed.join('\n\n') };
  // Read after `.not`, where "it holds" is the failure.
  return {
    pass: true,
    message: () =>
      `Expected the spans not to match, and they do: ${spans.map(({ name }) => name).join(', ')}.`,
  };
}
