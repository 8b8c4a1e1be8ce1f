/** Where a test has its spans from. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { decodeTracesJson, spansFromJson } from '@spanlab/sandbox/store/otlp/decode-json.ts';
import { fromReadableSpan, isReadableSpan, type ReadableSpanLike } from './readable-span.ts';

/** An exporter that keeps what it was given: the SDK's `InMemorySpanExporter`. */
export interface KeepingExporter {
  getFinishedSpans(): readonly ReadableSpanLike[];
}

/** An OTLP/JSON request, parsed: what `/v1/traces` takes and the Collector's file exporter writes. */
export interface OtlpRequest {
  resourceSpans: readonly unknown[];
}

/** Spans of the SDK, the exporter that keeps them, or an OTLP/JSON request (parsed, or as text). */
export type SpanSource = readonly ReadableSpanLike[] | KeepingExporter | OtlpRequest | string;

/**
 * Spans with OTLP's fields, whatever they were.
 * @throws TypeError when it is none of these, or OTLP/JSON that cannot be read
 */
export function spansFrom(source: SpanSource): Span[] {
  if (typeof source === 'string') return decodeTracesJson(source);
  if ('getFinishedSpans' in source) return source.getFinishedSpans().map(fromReadableSpan);
  if ('resourceSpans' in source) return spansFromJson(source);
  return [...source].map((each, i) => {
    if (isReadableSpan(each)) return fromReadableSpan(each);
    throw new TypeError(`Expected spans of the SDK; number ${i + 1} is ${describe(each)}.`);
  });
}

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'no fields'}`;
}
