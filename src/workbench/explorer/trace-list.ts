/** Spans as they arrived, sorted into traces. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

export interface TraceSummary {
  traceId: string;
  /** Name of the root span, or of the earliest span when no root is here. */
  name: string;
  service: string;
  /** False when every span of the trace speaks of a parent that is not here. */
  hasRoot: boolean;
  /** In the order of their first span. */
  services: string[];
  errors: number;
  startUnixNano: bigint;
  endUnixNano: bigint;
  spans: Span[];
}

/** The traces among `spans`, earliest first. Spans of one trace keep the order they arrived in. */
export function summariseTraces(spans: readonly Span[]): TraceSummary[] {
  const byTrace = groupBy(spans, (span) => span.traceId);
  return [...byTrace]
    .map(([traceId, members]) => summarise(traceId, members))
    .sort((a, b) => compare(a.startUnixNano, b.startUnixNano));
}

function summarise(traceId: string, spans: Span[]): TraceSummary {
  const range = timeRange(spans);
  const inOrder = [...spans].sort(byStart);
  const root = inOrder.find((span) => span.parentSpanId === '');
  const named = root ?? inOrder[0];
  return {
    traceId,
    name: named?.name ?? '',
    service: named === undefined ? '' : serviceName(named),
    hasRoot: root !== undefined,
    services: [...new Set(inOrder.map(serviceName))],
    errors: spans.filter((span) => span.status.code === 'ERROR').length,
    startUnixNano: range.start,
    endUnixNano: range.end,
    spans,
  };
}

/**
 * From the first start to the last end. Times of 0 are "not set" in OTLP and would stretch a trace over
 * decades: they do not count, and a span that has one carries a warning instead.
 */
export function timeRange(spans: readonly Span[]): { start: bigint; end: bigint } {
  let start: bigint | undefined;
  let end = 0n;
  for (const span of spans) {
    for (const time of [span.startTimeUnixNano, span.endTimeUnixNano]) {
      if (time === 0n) continue;
      if (start === undefined || time < start) start = time;
      if (time > end) end = time;
    }
  }
  return { start: start ?? 0n, end };
}

function byStart(a: Span, b: Span): number {
  return compare(a.startTimeUnixNano, b.startTimeUnixNano);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Groups in the order of their first member, as `Map.groupBy` will once every browser has it. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
