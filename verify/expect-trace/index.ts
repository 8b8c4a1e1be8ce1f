/** `@spanlab/expect`: hold the spans of a test to the tree they must form. */
export { defineExpect, type ExpectationInput } from './define-expect.ts';
export {
  type EventualTraceAssertions,
  expectTrace,
  expectTraceEventually,
  type MatchOptions,
  type SpanPattern,
  type SpanTree,
  type TraceAssertions,
  TraceMismatch,
} from './expect-trace.ts';
export { type TraceMatchers, traceMatchers } from './matchers.ts';
export type { ReadableSpanLike } from './readable-span.ts';
export type { KeepingExporter, OtlpRequest, SpanSource } from './span-source.ts';
