/** The references of Jaeger's older model, where OTLP has a parent and links. */

import { attribute } from '../../schemas/attribute.ts';
import type { Span } from '../../schemas/trace.ts';

export interface JaegerReference {
  refType: 'CHILD_OF' | 'FOLLOWS_FROM';
  traceID: string;
  spanID: string;
}

/** Jaeger writes a trace id whose upper half is zero without that half. */
export function shortTraceId(traceId: string): string {
  return traceId.padStart(32, '0').replace(/^0{16}/u, '');
}

/** The parent, and every link, in this order. A link to the parent says what kind of reference that is. */
export function referencesOf(span: Span): JaegerReference[] {
  const traceID = shortTraceId(span.traceId);
  const references: JaegerReference[] =
    span.parentSpanId === '' ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parentSpanId }];
  for (const link of span.links) {
    const childOf = attribute(link.attributes, 'opentracing.ref_type') === 'child_of';
    const refType = childOf ? 'CHILD_OF' : 'FOLLOWS_FROM';
    const parent =
      link.traceId === span.traceId && link.spanId === span.parentSpanId ? references[0] : undefined;
    if (parent !== undefined) parent.refType = refType;
    else
      references.push({
        refType,
        traceID: shortTraceId(link.traceId),
        spanID: link.spanId.padStart(16, '0'),
      });
  }
  return references;
}

/** Fields of Go's own that Jaeger prints along. */
const goInternals = 'XXX_NoUnkeyedLiteral:{} XXX_unrecognized:[] XXX_sizecache:0';

/** References to traces there can be, and what is said of the others. */
export function invalidReferences(references: readonly JaegerReference[]) {
  const isValid = ({ traceID }: JaegerReference) => !/^0+$/u.test(traceID);
  const removed = references.filter((reference) => !isValid(reference));
  return {
    valid: references.filter(isValid),
    warnings: removed.map(
      ({ traceID, spanID, refType }) =>
        `Invalid span reference removed {TraceID:${traceID} SpanID:${spanID} RefType:${refType} ${goInternals}}`,
    ),
  };
}

/** The span the older model takes for the parent: failing a parent, a link within the trace will do. */
export function parentByReference(span: Span): string {
  const traceID = shortTraceId(span.traceId);
  const own = referencesOf(span).filter((each) => each.traceID === traceID);
  return (own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0])?.spanID ?? '';
}

/** The reference the UI draws the tree from has changed places with whatever came first. */
export function parentFirst(references: readonly JaegerReference[], traceID: string): JaegerReference[] {
  const own = references.filter((each) => each.traceID === traceID);
  const parent = own.find(({ refType }) => refType === 'CHILD_OF') ?? own[0];
  const [first] = references;
  if (parent === undefined || first === undefined || parent === first) return [...references];
  return references.with(references.indexOf(parent), first).with(0, parent);
}
