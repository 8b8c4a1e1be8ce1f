/**
 * OTLP/protobuf to spans. Field numbers are those of opentelemetry/proto/trace/v1/trace.proto, common.proto and
 * resource.proto; fields we do not keep, or do not know, are skipped.
 */

import { spanKinds, statusCodes } from '../../schemas/span-enums.ts';
import type {
  Attributes,
  AttributeValue,
  Resource,
  Scope,
  Span,
  SpanEvent,
  SpanLink,
} from '../../schemas/trace.ts';
import { blankSpan } from './blank-span.ts';
import { MalformedOtlp, maxValueDepth } from './malformed.ts';
import { hexFromBytes } from './span-id.ts';
import type { WireReader } from './wire-reader.ts';
import { createWireReader } from './wire-reader.ts';

/**
 * The spans of an `ExportTraceServiceRequest` (or `TracesData`) in the order sent. Ids are hex but not checked:
 * see `acceptSpans`. An empty payload is a message without spans.
 * @throws MalformedOtlp when the bytes are not such a message
 */
export function decodeTracesProtobuf(payload: Uint8Array): Span[] {
  const reader = createWireReader(payload);
  const spans: Span[] = [];
  reader.fields((field) => field === 1 && took(readResourceSpans(reader, spans)));
  return spans;
}

/** The resource may come after the spans it belongs to, so it is filled in place. */
function readResourceSpans(reader: WireReader, spans: Span[]): void {
  const resource: Resource = { attributes: [] };
  reader.message((field) => {
    if (field === 1) readResource(reader, resource);
    else if (field === 2) readScopeSpans(reader, resource, spans);
    else return false;
    return true;
  });
}

function readResource(reader: WireReader, resource: Resource): void {
  reader.message((field) => field === 1 && took(resource.attributes.push(readKeyValue(reader, 0))));
}

function readScopeSpans(reader: WireReader, resource: Resource, spans: Span[]): void {
  const scope: Scope = { name: '', version: '', attributes: [] };
  reader.message((field) => {
    if (field === 1) readScope(reader, scope);
    else if (field === 2) spans.push(readSpan(reader, resource, scope));
    else return false;
    return true;
  });
}

function readScope(reader: WireReader, scope: Scope): void {
  reader.message((field) => {
    if (field === 1) scope.name = reader.string();
    else if (field === 2) scope.version = reader.string();
    else if (field === 3) scope.attributes.push(readKeyValue(reader, 0));
    else return false;
    return true;
  });
}

function readSpan(reader: WireReader, resource: Resource, scope: Scope): Span {
  const span = blankSpan(resource, scope);
  reader.message((field) => readSpanField(reader, span, field));
  return span;
}

function readSpanField(reader: WireReader, span: Span, field: number): boolean {
  // biome-ignore format: one field a line reads as the .proto does
  switch (field) {
    case 1: span.traceId = hexFromBytes(reader.bytesView()); return true;
    case 2: span.spanId = hexFromBytes(reader.bytesView()); return true;
    case 3: span.traceState = reader.string(); return true;
    case 4: span.parentSpanId = parentId(reader.bytesView()); return true;
    case 5: span.name = reader.string(); return true;
    case 6: span.kind = spanKinds[reader.uint32()] ?? 'UNSPECIFIED'; return true;
    case 7: span.startTimeUnixNano = reader.fixed64(); return true;
    case 8: span.endTimeUnixNano = reader.fixed64(); return true;
    case 9: span.attributes.push(readKeyValue(reader, 0)); return true;
    case 10: span.droppedAttributesCount = reader.uint32(); return true;
    case 11: span.events.push(readEvent(reader)); return true;
    case 12: span.droppedEventsCount = reader.uint32(); return true;
    case 13: span.links.push(readLink(reader)); return true;
    case 14: span.droppedLinksCount = reader.uint32(); return true;
    case 15: readStatus(reader, span); return true;
    case 16: span.flags = reader.fixed32(); return true;
    default: return false;
  }
}

/** Some senders write a root's parent as zeros, which W3C Trace Context reads as none. */
function parentId(bytes: Uint8Array): string {
  return bytes.length === 8 && bytes.every((byte) => byte === 0) ? '' : hexFromBytes(bytes);
}

function readStatus(reader: WireReader, span: Span): void {
  reader.message((field) => {
    if (field === 2) span.status.message = reader.string();
    else if (field === 3) span.status.code = statusCodes[reader.uint32()] ?? 'UNSET';
    else return false;
    return true;
  });
}

function readEvent(reader: WireReader): SpanEvent {
  const event: SpanEvent = { name: '', timeUnixNano: 0n, attributes: [] };
  reader.message((field) => {
    if (field === 1) event.timeUnixNano = reader.fixed64();
    else if (field === 2) event.name = reader.string();
    else if (field === 3) event.attributes.push(readKeyValue(reader, 0));
    else return false;
    return true;
  });
  return event;
}

function readLink(reader: WireReader): SpanLink {
  const link: SpanLink = { traceId: '', spanId: '', traceState: '', attributes: [] };
  reader.message((field) => {
    if (field === 1) link.traceId = hexFromBytes(reader.bytesView());
    else if (field === 2) link.spanId = hexFromBytes(reader.bytesView());
    else if (field === 3) link.traceState = reader.string();
    else if (field === 4) link.attributes.push(readKeyValue(reader, 0));
    else return false;
    return true;
  });
  return link;
}

function readKeyValue(reader: WireReader, depth: number): Attributes[number] {
  const pair: Attributes[number] = { key: '', value: null };
  reader.message((field) => {
    if (field === 1) pair.key = reader.string();
    else if (field === 2) pair.value = readValue(reader, depth);
    else return false;
    return true;
  });
  return pair;
}

function readValue(reader: WireReader, depth: number): AttributeValue {
  if (depth > maxValueDepth) {
    throw new MalformedOtlp(`an attribute is nested deeper than ${maxValueDepth} levels`);
  }
  let value: AttributeValue = null;
  reader.message((field) => {
    // biome-ignore format: one field a line reads as the .proto does
    switch (field) {
      case 1: value = reader.string(); return true;
      case 2: value = reader.bool(); return true;
      case 3: value = reader.int64(); return true;
      case 4: value = reader.double(); return true;
      case 5: value = readArrayValue(reader, depth + 1); return true;
      case 6: value = readKeyValueList(reader, depth + 1); return true;
      case 7: value = reader.bytes(); return true;
      default: return false;
    }
  });
  return value;
}

function readArrayValue(reader: WireReader, depth: number): AttributeValue[] {
  const values: AttributeValue[] = [];
  reader.message((field) => field === 1 && took(values.push(readValue(reader, depth))));
  return values;
}

/** `Object.fromEntries` defines properties, so a key such as `__proto__` is a key like any other. */
function readKeyValueList(reader: WireReader, depth: number): AttributeValue {
  const pairs: [string, AttributeValue][] = [];
  reader.message((field) => {
    if (field !== 1) return false;
    const { key, value } = readKeyValue(reader, depth);
    pairs.push([key, value]);
    return true;
  });
  return Object.fromEntries(pairs);
}

function took(_done: unknown): true {
  return true;
}
