/** What a list says of the traces a Jaeger finds. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { plural } from '../../words.ts';
import { createMemoryLibrary } from '../library/memory-library.ts';
import { type Tag, writeTag } from '../library/tag-query.ts';
import type { SearchQuery, SearchResult } from '../library/trace-library.ts';
import { traceOrders } from '../library/trace-order.ts';
import { createTraceTotals, isSet, type TraceTotals } from '../library/trace-totals.ts';
import { type FindParts, findSpans } from './find-spans.ts';
import type { SearchRequest } from './search-request.ts';

/** Where Jaeger cannot be asked for all, more is asked for than is wanted: so many times the limit. */
const moreTraces = 5;
const mostTraces = 500;

export async function searchJaeger(
  parts: FindParts,
  query: SearchQuery,
  request: SearchRequest,
  signal: AbortSignal | undefined,
): Promise<SearchResult> {
  const { here, doubtful, isWide, tags, limit } = request;
  if (here.length + doubtful.length === 0 && !isWide) return listed(parts, query, request, signal);
  const more = Math.min(limit * moreTraces, mostTraces);
  const found = await searchedHere(
    parts,
    query,
    { ...request, limit: here.length > 0 ? more : limit },
    signal,
  );
  if (found.traces.length > 0 || doubtful.length === 0) return found;
  // Nothing, or nothing that is as it was asked for: perhaps this storage cannot do it.
  const others = Object.entries(tags).filter(([key]) => !doubtful.some((tag) => tag.key === key));
  return searchedHere(
    parts,
    query,
    { ...request, tags: Object.fromEntries(others), here: [...here, ...doubtful], limit: more },
    signal,
  );
}

interface Found {
  totals: TraceTotals;
  matchedNs: number | undefined;
}

/** Jaeger finds just what is meant. Spans are looked at as they arrive, and not kept. */
async function listed(
  parts: FindParts,
  { sort, limit }: SearchQuery,
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
  const order = traceOrders[sort];
  const traces = [...found.values()].sort((a, b) => order(a.totals, b.totals)).slice(0, limit);
  return {
    traces: traces.map(({ totals, matchedNs }) => ({
      ...totals.summary(),
      ...(matchedNs !== undefined && { matchedNs }),
    })),
    problems: request.problems,
  };
}

/** Jaeger finds more than is meant: the search is made again in what it found. */
async function searchedHere(
  parts: FindParts,
  query: SearchQuery,
  request: SearchRequest,
  signal: AbortSignal | undefined,
): Promise<SearchResult> {
  const library = createMemoryLibrary();
  await findSpans(parts, request, signal, (spans) => void library.add(spans));
  const { here, problems } = request;
  // Jaeger has seen to the time, and goes by each span's start, not by its trace's.
  const anyTime = { lookbackMs: undefined, fromUnixNano: undefined, toUnixNano: undefined };
  const { traces } = await library.search({ ...query, ...anyTime }, signal);
  return {
    traces,
    problems: here.length === 0 ? problems : [...problems, caveat(here, [...library.traceIds].length)],
  };
}

function caveat(tags: readonly Tag[], traces: number): string {
  const named = tags.map(writeTag).join(' ');
  return `This Jaeger does not search by ${named}: that was looked for in the newest ${plural(traces, 'trace')} it found without.`;
}

function isOf(span: Span, { service, operation }: SearchRequest): boolean {
  return operation !== '' && span.name === operation && (service === '' || serviceName(span) === service);
}

function durationNs({ startTimeUnixNano, endTimeUnixNano }: Span): number {
  return isSet(startTimeUnixNano) && isSet(endTimeUnixNano) ? Number(endTimeUnixNano - startTimeUnixNano) : 0;
}
