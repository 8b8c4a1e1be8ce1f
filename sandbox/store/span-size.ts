/**
 * What spans take in memory, estimated: two bytes for each character, and something for each object. Text that the
 * engine keeps at one byte a character counts double, so that a bound on these numbers is a bound on memory.
 */
import type { Attributes, AttributeValue, Resource, Scope, Span } from '../schemas/trace.ts';

/** Bytes beside those of text and bytes: of a span with its ids and times, and of smaller objects in it. */
const spanBase = 300;
const objectBase = 50;
const valueBase = 16;

/** The most one span may take, with its resource and scope. */
export const maxSpanBytes = 4_000_000;

/** Of the span alone: spans of one export share their resource and scope. */
export function spanBytes(span: Span): number {
  let bytes = spanBase + 2 * (span.name.length + span.traceState.length + span.status.message.length);
  bytes += attributesBytes(span.attributes);
  for (const { name, attributes } of span.events) {
    bytes += objectBase + 2 * name.length + attributesBytes(attributes);
  }
  for (const { traceId, spanId, traceState, attributes } of span.links) {
    bytes +=
      objectBase + 2 * (traceId.length + spanId.length + traceState.length) + attributesBytes(attributes);
  }
  return bytes;
}

const measured = new WeakMap<Resource | Scope, number>();

/** Of the resource and the scope a span shares with others. Neither may change once it has been measured. */
export function sharedBytes({ resource, scope }: Pick<Span, 'resource' | 'scope'>): number {
  return partBytes(resource) + partBytes(scope);
}

/** Of a resource or a scope. */
export function partBytes(part: Resource | Scope): number {
  const known = measured.get(part);
  if (known !== undefined) return known;
  const names = 'name' in part ? part.name.length + part.version.length : 0;
  const bytes = objectBase + 2 * names + attributesBytes(part.attributes);
  measured.set(part, bytes);
  return bytes;
}

function attributesBytes(attributes: Attributes): number {
  let bytes = 0;
  for (const { key, value } of attributes) bytes += objectBase + 2 * key.length + valueBytes(value);
  return bytes;
}

/** Of one value, at any depth. */
export function valueBytes(value: AttributeValue): number {
  if (typeof value === 'string') return 2 * value.length;
  if (value === null || typeof value !== 'object') return valueBase;
  if (value instanceof Uint8Array) return objectBase + value.byteLength;
  let bytes = objectBase;
  if (Array.isArray(value)) {
    for (const item of value) bytes += valueBase + valueBytes(item);
  } else {
    for (const [key, item] of Object.entries(value)) bytes += objectBase + 2 * key.length + valueBytes(item);
  }
  return bytes;
}
