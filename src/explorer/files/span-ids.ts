/** Ids as they should be: lower-case hex of the right length, or '' for none. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { isSpanId, isTraceId } from '@spanlab/sandbox/store/otlp/span-id.ts';

/** Says what is wrong with a field. */
export type Complain = (field: string, what: () => string) => void;

/** Whether there is nothing to be put right. */
export function hasRightIds({ traceId, spanId, parentSpanId, links }: Span): boolean {
  if (!isTraceId(traceId) || !isSpanId(spanId)) return false;
  if (parentSpanId !== '' && !isSpanId(parentSpanId)) return false;
  return links.length === 0 || links.every((link) => isTraceId(link.traceId) && isSpanId(link.spanId));
}

/** Whether protobuf, which has bytes for ids, could hold them. */
export function hasHexIds({ traceId, spanId, parentSpanId, links }: Span): boolean {
  return [traceId, spanId, parentSpanId, ...links.flatMap((link) => [link.traceId, link.spanId])].every(
    (id) => /^([0-9a-f]{2})*$/u.test(id),
  );
}

/**
 * Puts a span's ids right, in place. Too short ones get zeros in front, as Jaeger does it. What is no hex stays as it is:
 * spans that name each other by it still belong together.
 */
export function rightIds(span: Span, complain: Complain): void {
  if (!isTraceId(span.traceId)) span.traceId = rightId(span.traceId, 32, 'traceId', complain);
  if (!isSpanId(span.spanId)) span.spanId = rightId(span.spanId, 16, 'spanId', complain);
  if (span.parentSpanId !== '' && !isSpanId(span.parentSpanId)) {
    span.parentSpanId = optionalId(span.parentSpanId, 16, 'parentSpanId', complain);
  }
  for (const [index, link] of span.links.entries()) {
    if (!isTraceId(link.traceId)) {
      link.traceId = rightId(link.traceId, 32, `links[${index}].traceId`, complain);
    }
    if (!isSpanId(link.spanId)) link.spanId = rightId(link.spanId, 16, `links[${index}].spanId`, complain);
  }
}

function optionalId(id: string, digits: number, field: string, complain: Complain): string {
  return /^0*$/u.test(id) ? '' : rightId(id, digits, field, complain);
}

function rightId(id: string, digits: number, field: string, complain: Complain): string {
  if (id === '') {
    complain(field, () => `expected ${digits} hexadecimal digits, found none`);
    return '';
  }
  if (/^0+$/u.test(id)) {
    complain(field, () => `found zeros alone, which means no id`);
    return '';
  }
  if (id.length < digits && /^[0-9a-f]+$/iu.test(id)) {
    complain(
      field,
      () => `found ${id.length} hexadecimal digits, expected ${digits}: read with zeros in front`,
    );
    return id.toLowerCase().padStart(digits, '0');
  }
  complain(field, () => `found ${JSON.stringify(id.slice(0, 40))}, expected ${digits} hexadecimal digits`);
  return id;
}
