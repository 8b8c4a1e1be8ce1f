/** A trace in the JSON of Jaeger's older API, as its UI reads it: microseconds, tags, logs, references, processes. */

import { attribute } from '../../schemas/attribute.ts';
import type { Attributes, AttributeValue, Resource, Span, SpanEvent } from '../../schemas/trace.ts';
import { base64FromBytes } from '../otlp/base64.ts';
import { attributeText } from './attribute-text.ts';
import type { PresentedSpan } from './present.ts';
import { referencesOf, shortTraceId } from './references.ts';
import { jaegerServiceName } from './service.ts';

export interface JaegerTag {
  key: string;
  type: 'string' | 'bool' | 'int64' | 'float64' | 'binary';
  /** An int64 that a double cannot hold exactly is a string. */
  value: string | number | boolean;
}

interface JaegerProcess {
  serviceName: string;
  tags: JaegerTag[];
}

/** One trace of at least one span. */
export function traceV1(presented: readonly PresentedSpan[]) {
  const processes = createProcessTable();
  const spans = presented.map(({ span, warnings }) => ({
    traceID: shortTraceId(span.traceId),
    spanID: span.spanId,
    operationName: span.name,
    references: referencesOf(span),
    startTime: micros(span.startTimeUnixNano),
    duration: micros(span.endTimeUnixNano - span.startTimeUnixNano),
    tags: tagsOf(span),
    logs: span.events.map(logOf),
    processID: processes.idOf(span.resource),
    warnings: warnings.length === 0 ? null : warnings,
  }));
  return {
    traceID: spans[0]?.traceID ?? '',
    spans,
    processes: processes.byId(),
    warnings: null,
  };
}

function micros(nanos: bigint): number {
  return Number(nanos / 1000n);
}

/** Numbers the processes of a trace `p1`, `p2` …; resources with the same content are one process. */
function createProcessTable() {
  const idOfResource = new Map<Resource, string>();
  const idOfContent = new Map<string, string>();
  const processes: Record<string, JaegerProcess> = {};
  return {
    idOf(resource: Resource): string {
      const known = idOfResource.get(resource);
      if (known !== undefined) return known;
      const process = processOf(resource);
      const content = JSON.stringify(process);
      const id = idOfContent.get(content) ?? `p${idOfContent.size + 1}`;
      idOfResource.set(resource, id);
      idOfContent.set(content, id);
      processes[id] = process;
      return id;
    },
    byId: () => processes,
  };
}

function processOf(resource: Resource): JaegerProcess {
  const others = resource.attributes.filter(({ key }) => key !== 'service.name');
  return { serviceName: jaegerServiceName(resource), tags: sortedTags(others.map(tagOf)) };
}

function tagsOf(span: Span): JaegerTag[] {
  const { scope, kind, status, traceState } = span;
  const tags = span.attributes.map(tagOf);
  const add = (key: string, value: string) => value !== '' && tags.push({ key, type: 'string', value });
  add('otel.scope.name', scope.name);
  add('otel.scope.version', scope.version);
  add('span.kind', kind === 'UNSPECIFIED' ? '' : kind.toLowerCase());
  add('otel.status_code', status.code === 'UNSET' ? '' : status.code);
  if (status.code === 'ERROR') tags.push({ key: 'error', type: 'bool', value: true });
  add('otel.status_description', status.message);
  add('w3c.tracestate', traceState);
  return sortedTags(tags);
}

/** The event's name comes first, as a field `event`, unless an attribute is called so. */
function logOf(event: SpanEvent): { timestamp: number; fields: JaegerTag[] } {
  const named = attribute(event.attributes, 'event');
  const name: Attributes =
    event.name === '' || named !== undefined ? [] : [{ key: 'event', value: event.name }];
  const fields = [...name, ...event.attributes].map(tagOf);
  const first = fields.filter(({ key, type }) => key === 'event' && type === 'string');
  const others = fields.filter((field) => !first.includes(field));
  return { timestamp: micros(event.timeUnixNano), fields: [...first, ...sortedTags(others)] };
}

function tagOf({ key, value }: { key: string; value: AttributeValue }): JaegerTag {
  if (typeof value === 'boolean') return { key, type: 'bool', value };
  if (typeof value === 'bigint') {
    const exact = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return { key, type: 'int64', value: exact ? Number(value) : value.toString() };
  }
  if (typeof value === 'number') {
    return { key, type: 'float64', value: Number.isFinite(value) ? value : String(value) };
  }
  if (value instanceof Uint8Array) return { key, type: 'binary', value: base64FromBytes(value) };
  return { key, type: 'string', value: attributeText(value) };
}

function sortedTags(tags: JaegerTag[]): JaegerTag[] {
  return tags.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}
