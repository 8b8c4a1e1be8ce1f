/** What a list says of the traces a Jaeger finds. Their spans are looked at as they arrive, and not kept. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { SearchQuery, SearchResult } from '../library/trace-library.ts';
import { traceOrders } from '../library/trace-order.ts';
import { createTraceTotals, type TraceTotals } from '../library/trace-totals.ts';
import { type FindParts, findSpans } from './find-spans.ts';
import type { SearchRequest } from './search-request.ts';

interface Found {
  totals: TraceTotals;
  matchedNs: number | undefined;
}

export async function searchJaeger(
  parts: FindParts,
  query: SearchQuery,
  request: SearchRequest,
  signal: AbortSignal | undefined,
): Promise<SearchResult> {
  const found = new Map<string, Found>();
  await findSpans(parts, request, signal, (spans) => {
    for (const span of spans) {
      const trace = found.get(span.traceId) ?? {
        totals: createTraceTotals(span.traceId),
        matchedNs: undefined,
      };
      found.set(span.traceId, trace);
      trace.totals.add(span);
      if (isOf(span, request)) trace.matchedNs = Math.max(trace.matchedNs ?? 0, durationNs(span));
    }
  });
  const order = traceOrders[query.sort];
  const traces = [...found.values()].sort((a, b) => order(a.totals, b.totals)).slice(0, query.limit);
  return {
    traces: traces.map(({ totals, matchedNs }) => ({
      ...totals.summary(),
      ...(matchedNs !== undefined && { matchedNs }),
    })),
    problems: request.problems,
  };
}

function isOf(span: Span, { service, operation }: SearchRequest): boolean {
  return operation !== '' && span.name === operation && (service === '' || serviceName(span) === service);
}

function durationNs({ startTimeUnixNano, endTimeUnixNano }: Span): number {
  return Number(endTimeUnixNano - startTimeUnixNano);
}
