/**
 * Spans to OTLP/protobuf: an `ExportTraceServiceRequest`. Field numbers are those of
 * opentelemetry/proto/trace/v1/trace.proto, common.proto and resource.proto.
 */
import { spanKinds, statusCodes } from '../../schemas/span-enums.ts';
import type { Attributes, AttributeValue, Scope, Span, SpanEvent, SpanLink } from '../../schemas/trace.ts';
import { groupSpans } from './group-spans.ts';
import { bytesFromHex } from './span-id.ts';
import { createWireWriter, type WireWriter } from './wire-writer.ts';

/** Spans that share a resource object are put under one `ResourceSpans`, likewise scopes; order is kept within. */
export function encodeTracesProtobuf(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  const writer = createWireWriter();
  for (const { resource, scopes } of groupSpans(spans)) {
    writer.message(1, () => {
      writer.message(1, () => writeAttributes(writer, 1, resource.attributes));
      for (const { scope, spans: own } of scopes) {
        writer.message(2, () => {
          writer.message(1, () => writeScope(writer, scope));
          for (const span of own) writer.message(2, () => writeSpan(writer, span));
        });
      }
    });
  }
  return writer.finish();
}

function writeScope(writer: WireWriter, { name, version, attributes }: Scope): void {
  writeText(writer, 1, name);
  writeText(writer, 2, version);
  writeAttributes(writer, 3, attributes);
}

function writeSpan(writer: WireWriter, span: Span): void {
  writer.bytes(1, bytesFromHex(span.traceId));
  writer.bytes(2, bytesFromHex(span.spanId));
  writeText(writer, 3, span.traceState);
  if (span.parentSpanId !== '') writer.bytes(4, bytesFromHex(span.parentSpanId));
  writeText(writer, 5, span.name);
  writer.uint32(6, spanKinds.indexOf(span.kind));
  writer.fixed64(7, span.startTimeUnixNano);
  writer.fixed64(8, span.endTimeUnixNano);
  writeAttributes(writer, 9, span.attributes);
  writer.uint32(10, span.droppedAttributesCount);
  for (const event of span.events) writer.message(11, () => writeEvent(writer, event));
  writer.uint32(12, span.droppedEventsCount);
  for (const link of span.links) writer.message(13, () => writeLink(writer, link));
  writer.uint32(14, span.droppedLinksCount);
  writer.message(15, () => {
    writeText(writer, 2, span.status.message);
    writer.uint32(3, statusCodes.indexOf(span.status.code));
  });
  writer.fixed32(16, span.flags);
}

function writeEvent(writer: WireWriter, { timeUnixNano, name, attributes }: SpanEvent): void {
  writer.fixed64(1, timeUnixNano);
  writeText(writer, 2, name);
  writeAttributes(writer, 3, attributes);
}

function writeLink(writer: WireWriter, { traceId, spanId, traceState, attributes }: SpanLink): void {
  writer.bytes(1, bytesFromHex(traceId));
  writer.bytes(2, bytesFromHex(spanId));
  writeText(writer, 3, traceState);
  writeAttributes(writer, 4, attributes);
}

function writeAttributes(writer: WireWriter, field: number, attributes: Attributes): void {
  for (const { key, value } of attributes) writer.message(field, () => writeKeyValue(writer, key, value));
}

function writeKeyValue(writer: WireWriter, key: string, value: AttributeValue): void {
  writeText(writer, 1, key);
  writer.message(2, () => writeValue(writer, value));
}

/** An `AnyValue`; nothing is written for an empty one. */
function writeValue(writer: WireWriter, value: AttributeValue): void {
  if (value === null) return;
  if (typeof value === 'string') writer.string(1, value);
  else if (typeof value === 'boolean') writer.bool(2, value);
  else if (typeof value === 'bigint') writer.int64(3, value);
  else if (typeof value === 'number') writer.double(4, value);
  else if (value instanceof Uint8Array) writer.bytes(7, value);
  else if (Array.isArray(value)) {
    writer.message(5, () => {
      for (const item of value) writer.message(1, () => writeValue(writer, item));
    });
  } else {
    writer.message(6, () => {
      for (const [key, item] of Object.entries(value))
        writer.message(1, () => writeKeyValue(writer, key, item));
    });
  }
}

function writeText(writer: WireWriter, field: number, text: string): void {
  if (text !== '') writer.string(field, text);
}
