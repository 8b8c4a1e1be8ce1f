/**
 * Spans to OTLP/JSON. Fields with their default value are left out, as proto3's mapping and the Collector do;
 * `resource`, `scope` and `status` are always there.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */

import { spanKinds, statusCodes } from '../../schemas/span-enums.ts';
import type { Attributes, AttributeValue, Span, SpanEvent, SpanLink } from '../../schemas/trace.ts';
import { base64FromBytes } from './base64.ts';
import { groupSpans } from './group-spans.ts';

/** An `AnyValue`: one field, or none for an empty value. */
export type OtlpValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number | 'NaN' | 'Infinity' | '-Infinity' }
  | { bytesValue: string }
  | { arrayValue: { values?: OtlpValue[] } }
  | { kvlistValue: { values?: OtlpKeyValue[] } }
  | Record<string, never>;

export interface OtlpKeyValue {
  key: string;
  value: OtlpValue;
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  traceState?: string;
  parentSpanId?: string;
  flags?: number;
  name?: string;
  /** Index in `spanKinds`. */
  kind?: number;
  startTimeUnixNano?: string;
  endTimeUnixNano?: string;
  attributes?: OtlpKeyValue[];
  droppedAttributesCount?: number;
  events?: { timeUnixNano?: string; name?: string; attributes?: OtlpKeyValue[] }[];
  droppedEventsCount?: number;
  links?: { traceId?: string; spanId?: string; traceState?: string; attributes?: OtlpKeyValue[] }[];
  droppedLinksCount?: number;
  status: { message?: string; code?: number };
}

/** `TracesData`, and so `ExportTraceServiceRequest`. */
export interface OtlpTraces {
  resourceSpans: {
    resource: { attributes?: OtlpKeyValue[] };
    scopeSpans: {
      scope: { name?: string; version?: string; attributes?: OtlpKeyValue[] };
      spans: OtlpSpan[];
    }[];
  }[];
}

/** Spans that share a resource object are put under one `resourceSpans`, likewise scopes; order is kept within. */
export function encodeTracesJson(spans: readonly Span[]): OtlpTraces {
  return {
    resourceSpans: groupSpans(spans).map(({ resource, scopes }) => ({
      resource: encodeAttributes(resource.attributes),
      scopeSpans: scopes.map(({ scope, spans: own }) => ({
        scope: {
          ...(scope.name !== '' && { name: scope.name }),
          ...(scope.version !== '' && { version: scope.version }),
          ...encodeAttributes(scope.attributes),
        },
        spans: own.map(encodeSpan),
      })),
    })),
  };
}

function encodeSpan(span: Span): OtlpSpan {
  const json: Omit<OtlpSpan, 'status'> = { traceId: span.traceId, spanId: span.spanId };
  if (span.traceState !== '') json.traceState = span.traceState;
  if (span.parentSpanId !== '') json.parentSpanId = span.parentSpanId;
  if (span.flags !== 0) json.flags = span.flags;
  if (span.name !== '') json.name = span.name;
  if (span.kind !== 'UNSPECIFIED') json.kind = spanKinds.indexOf(span.kind);
  if (span.startTimeUnixNano !== 0n) json.startTimeUnixNano = span.startTimeUnixNano.toString();
  if (span.endTimeUnixNano !== 0n) json.endTimeUnixNano = span.endTimeUnixNano.toString();
  if (span.attributes.length > 0) json.attributes = span.attributes.map(encodeKeyValue);
  if (span.droppedAttributesCount !== 0) json.droppedAttributesCount = span.droppedAttributesCount;
  if (span.events.length > 0) json.events = span.events.map(encodeEvent);
  if (span.droppedEventsCount !== 0) json.droppedEventsCount = span.droppedEventsCount;
  if (span.links.length > 0) json.links = span.links.map(encodeLink);
  if (span.droppedLinksCount !== 0) json.droppedLinksCount = span.droppedLinksCount;
  const { code, message } = span.status;
  const status = {
    ...(message !== '' && { message }),
    ...(code !== 'UNSET' && { code: statusCodes.indexOf(code) }),
  };
  return { ...json, status };
}

function encodeEvent(event: SpanEvent): NonNullable<OtlpSpan['events']>[number] {
  return {
    ...(event.timeUnixNano !== 0n && { timeUnixNano: event.timeUnixNano.toString() }),
    ...(event.name !== '' && { name: event.name }),
    ...encodeAttributes(event.attributes),
  };
}

function encodeLink(link: SpanLink): NonNullable<OtlpSpan['links']>[number] {
  return {
    ...(link.traceId !== '' && { traceId: link.traceId }),
    ...(link.spanId !== '' && { spanId: link.spanId }),
    ...(link.traceState !== '' && { traceState: link.traceState }),
    ...encodeAttributes(link.attributes),
  };
}

function encodeAttributes(attributes: Attributes): { attributes?: OtlpKeyValue[] } {
  return attributes.length === 0 ? {} : { attributes: attributes.map(encodeKeyValue) };
}

function encodeKeyValue({ key, value }: { key: string; value: AttributeValue }): OtlpKeyValue {
  return { key, value: encodeValue(value) };
}

/** An attribute's value as OTLP/JSON has it: `{ intValue: "42" }`. */
export function encodeValue(value: AttributeValue): OtlpValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'bigint') return { intValue: value.toString() };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return { doubleValue: Number.isFinite(value) ? value : notFinite(value) };
  if (value === null) return {};
  if (value instanceof Uint8Array) return { bytesValue: base64FromBytes(value) };
  if (Array.isArray(value))
    return { arrayValue: value.length === 0 ? {} : { values: value.map(encodeValue) } };
  const pairs = Object.entries(value).map(([key, item]) => encodeKeyValue({ key, value: item }));
  return { kvlistValue: pairs.length === 0 ? {} : { values: pairs } };
}

function notFinite(value: number): 'NaN' | 'Infinity' | '-Infinity' {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
