/**
 * OTLP/JSON to spans: protobuf's JSON mapping with the changes OTLP makes to it (hex ids, enums as numbers).
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
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
import * as read from './json-reader.ts';
import { MalformedOtlp, maxValueDepth } from './malformed.ts';

/**
 * The spans of an `ExportTraceServiceRequest` (or `TracesData`, which has the same shape) written as JSON, in the
 * order sent. Ids are lower-cased but not checked: see `acceptSpans`.
 * @throws MalformedOtlp when the text is not JSON or a field has the wrong type
 */
export function decodeTracesJson(text: string): Span[] {
  return spansFromJson(read.parseJson(text));
}

/** The same, from JSON already parsed: a Jaeger's `result`, say. @throws MalformedOtlp */
export function spansFromJson(json: unknown): Span[] {
  const path = () => 'the body';
  const spans: Span[] = [];
  read.readArray(read.readObject(json, path), 'resourceSpans', path).forEach((each, index) => {
    readResourceSpans(each, () => `resourceSpans[${index}]`, spans);
  });
  return spans;
}

function readResourceSpans(json: unknown, path: read.Path, spans: Span[]): void {
  const resourceSpans = read.readObject(json, path);
  const resource = readResource(
    read.readMessage(resourceSpans, 'resource', path),
    () => `${path()}.resource`,
  );
  read.readArray(resourceSpans, 'scopeSpans', path).forEach((each, index) => {
    readScopeSpans(each, resource, () => `${path()}.scopeSpans[${index}]`, spans);
  });
}

function readScopeSpans(json: unknown, resource: Resource, path: read.Path, spans: Span[]): void {
  const scopeSpans = read.readObject(json, path);
  const scope = readScope(read.readMessage(scopeSpans, 'scope', path), () => `${path()}.scope`);
  read.readArray(scopeSpans, 'spans', path).forEach((each, index) => {
    spans.push(readSpan(each, resource, scope, () => `${path()}.spans[${index}]`));
  });
}

function readResource(resource: read.JsonObject, path: read.Path): Resource {
  return { attributes: readKeyValues(resource, 'attributes', path, 0) };
}

function readScope(scope: read.JsonObject, path: read.Path): Scope {
  return {
    name: read.readString(scope, 'name', path),
    version: read.readString(scope, 'version', path),
    attributes: readKeyValues(scope, 'attributes', path, 0),
  };
}

function readSpan(json: unknown, resource: Resource, scope: Scope, path: read.Path): Span {
  const span = read.readObject(json, path);
  const status = read.readMessage(span, 'status', path);
  return {
    traceId: read.readString(span, 'traceId', path).toLowerCase(),
    spanId: read.readString(span, 'spanId', path).toLowerCase(),
    parentSpanId: readParentId(span, path),
    traceState: read.readString(span, 'traceState', path),
    flags: read.readUint32(span, 'flags', path),
    name: read.readString(span, 'name', path),
    kind: read.readEnum(span, 'kind', spanKinds, 'SPAN_KIND_', path),
    startTimeUnixNano: read.readUint64(span, 'startTimeUnixNano', path),
    endTimeUnixNano: read.readUint64(span, 'endTimeUnixNano', path),
    attributes: readKeyValues(span, 'attributes', path, 0),
    droppedAttributesCount: read.readUint32(span, 'droppedAttributesCount', path),
    events: read
      .readArray(span, 'events', path)
      .map((each, at) => readEvent(each, () => `${path()}.events[${at}]`)),
    droppedEventsCount: read.readUint32(span, 'droppedEventsCount', path),
    links: read
      .readArray(span, 'links', path)
      .map((each, at) => readLink(each, () => `${path()}.links[${at}]`)),
    droppedLinksCount: read.readUint32(span, 'droppedLinksCount', path),
    status: {
      code: read.readEnum(status, 'code', statusCodes, 'STATUS_CODE_', () => `${path()}.status`),
      message: read.readString(status, 'message', () => `${path()}.status`),
    },
    resource,
    scope,
  };
}

function readEvent(json: unknown, path: read.Path): SpanEvent {
  const event = read.readObject(json, path);
  return {
    name: read.readString(event, 'name', path),
    timeUnixNano: read.readUint64(event, 'timeUnixNano', path),
    attributes: readKeyValues(event, 'attributes', path, 0),
  };
}

function readLink(json: unknown, path: read.Path): SpanLink {
  const link = read.readObject(json, path);
  return {
    traceId: read.readString(link, 'traceId', path).toLowerCase(),
    spanId: read.readString(link, 'spanId', path).toLowerCase(),
    traceState: read.readString(link, 'traceState', path),
    attributes: readKeyValues(link, 'attributes', path, 0),
  };
}

/** Some senders write a root's parent as zeros, which W3C Trace Context reads as none. */
function readParentId(span: read.JsonObject, path: read.Path): string {
  const id = read.readString(span, 'parentSpanId', path).toLowerCase();
  return id === '0000000000000000' ? '' : id;
}

function readKeyValues(from: read.JsonObject, field: string, path: read.Path, depth: number): Attributes {
  return read.readArray(from, field, path).map((each, index) => {
    const at = () => `${path()}.${field}[${index}]`;
    const pair = read.readObject(each, at);
    return {
      key: read.readString(pair, 'key', at),
      value: readValue(read.readMessage(pair, 'value', at), () => `${at()}.value`, depth),
    };
  });
}

function readValue(value: read.JsonObject, path: read.Path, depth: number): AttributeValue {
  const has = (field: string) => value[field] !== undefined && value[field] !== null;
  if (has('stringValue')) return read.readString(value, 'stringValue', path);
  if (has('intValue')) return read.readInt64(value, 'intValue', path);
  if (has('boolValue')) return read.readBoolean(value, 'boolValue', path);
  if (has('doubleValue')) return read.readDouble(value, 'doubleValue', path);
  if (has('bytesValue')) return read.readBytes(value, 'bytesValue', path);
  if (has('arrayValue')) return readArrayValue(value, path, deeper(depth));
  if (has('kvlistValue')) return readKeyValueList(value, path, deeper(depth));
  return null;
}

function readArrayValue(value: read.JsonObject, path: read.Path, depth: number): AttributeValue[] {
  const arrayPath = () => `${path()}.arrayValue`;
  return read
    .readArray(read.readMessage(value, 'arrayValue', path), 'values', arrayPath)
    .map((each, index) => {
      const at = () => `${arrayPath()}.values[${index}]`;
      return readValue(read.readObject(each, at), at, depth);
    });
}

/** `Object.fromEntries` defines properties, so a key such as `__proto__` is a key like any other. */
function readKeyValueList(value: read.JsonObject, path: read.Path, depth: number): AttributeValue {
  const list = read.readMessage(value, 'kvlistValue', path);
  const pairs = readKeyValues(list, 'values', () => `${path()}.kvlistValue`, depth);
  return Object.fromEntries(pairs.map(({ key, value: item }) => [key, item]));
}

function deeper(depth: number): number {
  if (depth < maxValueDepth) return depth + 1;
  throw new MalformedOtlp(`an attribute is nested deeper than ${maxValueDepth} levels`);
}
