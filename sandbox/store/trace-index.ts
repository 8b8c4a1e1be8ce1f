/** The spans a store holds, findable by trace and by service, and given up again by whole traces. */

import { spanKinds } from '../schemas/span-enums.ts';
import type { Resource, Scope, Span, SpanKind } from '../schemas/trace.ts';
import { jaegerServiceName } from './jaeger/service.ts';
import { partBytes, spanBytes } from './span-size.ts';

/** One trace, as far as its spans have arrived. */
export interface StoredTrace {
  readonly traceId: string;
  /** Counts up with the arrival of each trace's first span. */
  readonly sequence: number;
  /** In order of arrival. */
  readonly spans: Span[];
  readonly spansByService: Map<string, Span[]>;
}

interface ServiceEntry {
  readonly traces: Set<StoredTrace>;
  /** Per span name, how many spans of each kind; the position is that in `spanKinds`. */
  readonly operations: Map<string, number[]>;
}

export interface Operation {
  name: string;
  kind: SpanKind;
}

export interface TraceIndex {
  readonly size: number;
  /** What its spans take, estimated; what they share counts once. */
  readonly bytes: number;
  /** By how much `bytes` would grow with this span. */
  cost(span: Span): number;
  add(span: Span): void;
  /** Gives up the trace that arrived first, but never the one named; says how many spans that was. */
  evictOldest(keepTraceId: string): number | undefined;
  trace(traceId: string): StoredTrace | undefined;
  /** The newest first; those with a span of the service, or every one when it is ''. */
  traces(serviceName: string): StoredTrace[];
  services(): string[];
  operations(serviceName: string): Operation[];
}

export function createTraceIndex(): TraceIndex {
  const traces = new Map<string, StoredTrace>();
  const services = new Map<string, ServiceEntry>();
  /** Traces by arrival. What lies before `oldest` is gone. A queue, for a Map is slow to find its first key in. */
  let arrivals: StoredTrace[] = [];
  let oldest = 0;
  let sequence = 0;
  let size = 0;
  let bytes = 0;
  /** How many of the spans have each resource and scope. */
  const sharers = new Map<Resource | Scope, number>();
  /** Spans of one export share their resource, so the last answer is mostly the next one. */
  let lastResource: Resource | undefined;
  let lastService = '';

  function serviceOf(resource: Resource): string {
    if (resource !== lastResource) {
      lastResource = resource;
      lastService = jaegerServiceName(resource);
    }
    return lastService;
  }

  function cost(span: Span): number {
    let sum = spanBytes(span);
    if (!sharers.has(span.resource)) sum += partBytes(span.resource);
    if (!sharers.has(span.scope)) sum += partBytes(span.scope);
    return sum;
  }

  function share(part: Resource | Scope): void {
    sharers.set(part, (sharers.get(part) ?? 0) + 1);
  }

  function unshare(part: Resource | Scope): void {
    const left = (sharers.get(part) ?? 0) - 1;
    if (left > 0) {
      sharers.set(part, left);
      return;
    }
    sharers.delete(part);
    bytes -= partBytes(part);
  }

  function openTrace(traceId: string): StoredTrace {
    const trace: StoredTrace = { traceId, sequence: sequence++, spans: [], spansByService: new Map() };
    traces.set(traceId, trace);
    arrivals.push(trace);
    return trace;
  }

  function entryOf(service: string): ServiceEntry {
    const found = services.get(service);
    if (found !== undefined) return found;
    const entry: ServiceEntry = { traces: new Set(), operations: new Map() };
    services.set(service, entry);
    return entry;
  }

  function countOperation(entry: ServiceEntry, span: Span, change: 1 | -1): void {
    const counts = entry.operations.get(span.name) ?? new Array<number>(spanKinds.length).fill(0);
    const kind = spanKinds.indexOf(span.kind);
    counts[kind] = (counts[kind] ?? 0) + change;
    if (counts.some((count) => count > 0)) entry.operations.set(span.name, counts);
    else entry.operations.delete(span.name);
  }

  function forget(trace: StoredTrace): void {
    traces.delete(trace.traceId);
    size -= trace.spans.length;
    for (const span of trace.spans) {
      bytes -= spanBytes(span);
      unshare(span.resource);
      unshare(span.scope);
    }
    for (const [service, spans] of trace.spansByService) {
      const entry = entryOf(service);
      entry.traces.delete(trace);
      for (const span of spans) countOperation(entry, span, -1);
      if (entry.traces.size === 0) services.delete(service);
    }
  }

  return {
    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
    cost,
    add(span) {
      bytes += cost(span);
      share(span.resource);
      share(span.scope);
      const trace = traces.get(span.traceId) ?? openTrace(span.traceId);
      trace.spans.push(span);
      size += 1;
      const service = serviceOf(span.resource);
      const entry = entryOf(service);
      const ofService = trace.spansByService.get(service);
      if (ofService === undefined) {
        trace.spansByService.set(service, [span]);
        entry.traces.add(trace);
      } else {
        ofService.push(span);
      }
      countOperation(entry, span, 1);
    },
    evictOldest(keepTraceId) {
      const [first, second] = [arrivals[oldest], arrivals[oldest + 1]];
      const kept = first?.traceId === keepTraceId;
      const victim = kept ? second : first;
      if (victim === undefined) return undefined;
      if (kept && first !== undefined) arrivals[oldest + 1] = first;
      oldest += 1;
      forget(victim);
      if (oldest > 1_000 && oldest * 2 > arrivals.length) {
        arrivals = arrivals.slice(oldest);
        oldest = 0;
      }
      return victim.spans.length;
    },
    trace: (traceId) => traces.get(traceId),
    traces(serviceName) {
      const found = serviceName === '' ? traces.values() : (services.get(serviceName)?.traces ?? []);
      return [...found].sort((a, b) => b.sequence - a.sequence);
    },
    services: () => [...services.keys()].sort(),
    operations(serviceName) {
      const operations = services.get(serviceName)?.operations ?? new Map<string, number[]>();
      return Array.from(operations, ([name, counts]) =>
        spanKinds.filter((_, kind) => (counts[kind] ?? 0) > 0).map((kind) => ({ name, kind })),
      ).flat();
    },
  };
}
