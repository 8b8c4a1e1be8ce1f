/** A trace in the JSON of Jaeger's older API, as its UI reads it: microseconds, tags, logs, references, processes. */

import { attribute } from '../../schemas/attribute.ts';
import type { Attributes, Resource, Span, SpanEvent } from '../../schemas/trace.ts';
import { cleaned } from './clean.ts';
import { clockRulesV1, skewWarnings } from './clock-skew.ts';
import { between, wrapped } from './go-number.ts';
import { libraryKeys, withReadableAddresses } from './known-attributes.ts';
import { invalidReferences, parentFirst, referencesOf, shortTraceId } from './references.ts';
import { jaegerServiceName } from './service.ts';
import { withOwnSpanIds } from './shared-span-ids.ts';
import { type JaegerTag, sortedTags, tagOf } from './tags.ts';

interface JaegerProcess {
  serviceName: string;
  tags: JaegerTag[];
}

/**
 * One trace of at least one span.
 * @param raw as it is stored: nothing sorted, no duplicates and no empty references removed
 */
export function traceV1(stored: readonly Span[], raw: boolean) {
  const processes = createProcessTable();
  const traceID = shortTraceId(stored[0]?.traceId ?? '');
  const spans = raw ? rawSpans(stored) : adjustedSpans(stored);
  return {
    traceID,
    spans: spans.map(({ json, process }) => ({ ...json, processID: processes.idOf(process) })),
    processes: processes.byId(),
    warnings: null,
  };
}

function rawSpans(stored: readonly Span[]) {
  return cleaned(stored).map(({ span, warnings }) => ({
    json: { ...spanV1(span), warnings: orNull(warnings) },
    process: processOf(span.resource),
  }));
}

function adjustedSpans(stored: readonly Span[]) {
  const clean = cleaned(stored);
  const withIds = withOwnSpanIds(
    clean.map(({ span }) => span),
    ({ attributes, kind }) => attribute(attributes, 'span.kind')?.toString().toUpperCase() ?? kind,
  );
  const seen = new Set<string>();
  const distinct = withIds.flatMap((span, index) => {
    const fingerprint = fingerprintOf(span);
    if (seen.has(fingerprint)) return [];
    seen.add(fingerprint);
    return [{ span, warnings: clean[index]?.warnings ?? [] }];
  });
  const skew = skewWarnings(
    distinct.map(({ span }) => span),
    clockRulesV1,
  );
  return distinct.map(({ span, warnings }, index) => {
    const adjusted = withLibraryOnResource(span);
    const { references, ...json } = sortedSpan(spanV1(adjusted));
    const { valid, warnings: invalid } = invalidReferences(references);
    const process = processOf(adjusted.resource);
    return {
      json: {
        ...json,
        references: parentFirst(valid, json.traceID),
        warnings: orNull([...warnings, ...(skew[index] ?? []), ...invalid]),
      },
      process: { ...process, tags: sortedTags(process.tags) },
    };
  });
}

/** Spans alike in all the older API knows of them, and in their nanoseconds, are one span sent twice. */
function fingerprintOf(span: Span): string {
  const times = [span.startTimeUnixNano, span.endTimeUnixNano].join();
  return JSON.stringify([times, sortedSpan(spanV1(span)), processOf(span.resource)]);
}

/** With addresses readable, and what the library says of itself on the resource: of this span alone. */
function withLibraryOnResource(span: Span): Span {
  const attributes = withReadableAddresses(span.attributes);
  const moved = attributes.filter(({ key }) => libraryKeys.has(key));
  const resource = { attributes: [...withReadableAddresses(span.resource.attributes), ...moved] };
  return { ...span, resource, attributes: attributes.filter(({ key }) => !libraryKeys.has(key)) };
}

function orNull(warnings: string[]): string[] | null {
  return warnings.length === 0 ? null : warnings;
}

function spanV1(span: Span) {
  return {
    traceID: shortTraceId(span.traceId),
    spanID: span.spanId,
    operationName: span.name,
    references: referencesOf(span),
    startTime: micros(span.startTimeUnixNano),
    duration: Number(between(span.startTimeUnixNano, span.endTimeUnixNano) / 1000n),
    tags: tagsOf(span),
    logs: span.events.map(logOf),
  };
}

function sortedSpan(json: ReturnType<typeof spanV1>) {
  const logs = json.logs.map(({ timestamp, fields }) => ({ timestamp, fields: eventFirst(fields) }));
  return { ...json, tags: sortedTags(json.tags), logs };
}

/** An unsigned count: a time before 1970 becomes a very large one. */
function micros(nanos: bigint): number {
  return Number(BigInt.asUintN(64, wrapped(nanos) / 1000n));
}

/** Numbers the processes of a trace `p1`, `p2` …; those with the same content are one. */
function createProcessTable() {
  const idOfContent = new Map<string, string>();
  const processes: Record<string, JaegerProcess> = {};
  return {
    idOf(process: JaegerProcess): string {
      const content = JSON.stringify(process);
      const id = idOfContent.get(content) ?? `p${idOfContent.size + 1}`;
      idOfContent.set(content, id);
      processes[id] = process;
      return id;
    },
    byId: () => processes,
  };
}

function processOf(resource: Resource): JaegerProcess {
  const others = resource.attributes.filter(({ key }) => key !== 'service.name');
  return { serviceName: jaegerServiceName(resource), tags: others.map(tagOf) };
}

function tagsOf(span: Span): JaegerTag[] {
  const { scope, kind, status, traceState } = span;
  const tags: JaegerTag[] = [];
  const add = (key: string, value: string) => value !== '' && tags.push({ key, type: 'string', value });
  add('otel.scope.name', scope.name);
  add('otel.scope.version', scope.version);
  tags.push(...span.attributes.map(tagOf));
  add('span.kind', kind === 'UNSPECIFIED' ? '' : kind.toLowerCase());
  add('otel.status_code', status.code === 'UNSET' ? '' : status.code);
  if (status.code === 'ERROR') tags.push({ key: 'error', type: 'bool', value: true });
  add('otel.status_description', status.message);
  add('w3c.tracestate', traceState);
  return tags;
}

/** The event's name is a field `event`, unless an attribute is called so. */
function logOf(event: SpanEvent): { timestamp: number; fields: JaegerTag[] } {
  const named = attribute(event.attributes, 'event');
  const name: Attributes =
    event.name === '' || named !== undefined ? [] : [{ key: 'event', value: event.name }];
  return { timestamp: micros(event.timeUnixNano), fields: [...name, ...event.attributes].map(tagOf) };
}

/** The first field `event` that is a text comes first, the others by key. */
function eventFirst(fields: readonly JaegerTag[]): JaegerTag[] {
  const event = fields.find(({ key, type }) => key === 'event' && type === 'string');
  const others = sortedTags(fields.filter((field) => field !== event));
  return event === undefined ? others : [event, ...others];
}
