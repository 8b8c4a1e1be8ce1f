/** Who calls whom: pairs of services, counted over spans and their parents. */
import type { Span } from '../../schemas/trace.ts';
import { wrapped } from './go-number.ts';
import { durationNanos } from './search.ts';
import { jaegerServiceName } from './service.ts';

export interface DependencyLink {
  parent: string;
  child: string;
  callCount: number;
}

/** Nanoseconds since 1970. A trace counts when it lies wholly between the two; undefined is no bound. */
export interface DependencyWindow {
  start: bigint | undefined;
  end: bigint | undefined;
}

/** A service that calls itself is counted too, as Jaeger does. */
export function dependencies(traces: Iterable<readonly Span[]>, window: DependencyWindow): DependencyLink[] {
  const links = new Map<string, DependencyLink>();
  for (const spans of traces) {
    if (!liesWithin(spans, window)) continue;
    const serviceOfSpan = new Map<string, string>();
    for (const span of spans) {
      if (!serviceOfSpan.has(span.spanId)) serviceOfSpan.set(span.spanId, jaegerServiceName(span.resource));
    }
    for (const span of spans) {
      const parent = serviceOfSpan.get(span.parentSpanId);
      if (parent !== undefined) count(links, parent, jaegerServiceName(span.resource));
    }
  }
  return [...links.values()];
}

function liesWithin(spans: readonly Span[], { start, end }: DependencyWindow): boolean {
  return spans.every((span) => {
    const spanStart = wrapped(span.startTimeUnixNano);
    const spanEnd = spanStart + durationNanos(span);
    return (start === undefined || spanStart > start) && (end === undefined || spanEnd < end);
  });
}

function count(links: Map<string, DependencyLink>, parent: string, child: string): void {
  const key = JSON.stringify([parent, child]);
  const link = links.get(key);
  if (link === undefined) links.set(key, { parent, child, callCount: 1 });
  else link.callCount += 1;
}
