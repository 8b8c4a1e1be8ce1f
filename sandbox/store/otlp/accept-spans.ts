/** Decides span by span what a decoded payload is worth: OTLP's partial success. */
import type { Span } from '../../schemas/trace.ts';
import { maxSpanBytes, sharedBytes, spanBytes } from '../span-size.ts';
import { isSpanId, isTraceId } from './span-id.ts';

export interface AcceptedSpans {
  accepted: Span[];
  rejected: number;
  /** Why spans were rejected, for `partial_success.error_message`; '' when none were. */
  message: string;
}

const explainedAtMost = 3;

/**
 * Accept every span that can be stored. Only ids and size decide: a span that ends before it starts, or whose parent
 * is unknown, is kept, as real backends keep it.
 */
export function acceptSpans(spans: readonly Span[]): AcceptedSpans {
  const accepted: Span[] = [];
  const reasons: string[] = [];
  for (const span of spans) {
    const reason = fault(span);
    if (reason === undefined) accepted.push(span);
    else reasons.push(reason);
  }
  const unexplained = reasons.length - explainedAtMost;
  const explained = reasons.slice(0, explainedAtMost).join('; ');
  return {
    accepted,
    rejected: reasons.length,
    message: unexplained > 0 ? `${explained}; and ${unexplained} more` : explained,
  };
}

function fault(span: Span): string | undefined {
  if (!isTraceId(span.traceId)) {
    return `span ${quoted(span.name)}: trace id ${quoted(span.traceId)} is not 32 hex digits with one that is not 0`;
  }
  if (!isSpanId(span.spanId)) {
    return `span ${quoted(span.name)}: span id ${quoted(span.spanId)} is not 16 hex digits with one that is not 0`;
  }
  if (span.parentSpanId !== '' && !isSpanId(span.parentSpanId)) {
    return `span ${quoted(span.name)}: parent span id ${quoted(span.parentSpanId)} is neither empty nor 16 hex digits`;
  }
  const bytes = spanBytes(span) + sharedBytes(span);
  if (bytes > maxSpanBytes) {
    return `span ${quoted(span.name)}: with its resource it takes ${megabytes(bytes)} in memory, at most ${megabytes(maxSpanBytes)} are kept; give it shorter attributes`;
  }
  return undefined;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}
