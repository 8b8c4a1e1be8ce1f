/**
 * The embedded trace store: spans in, Jaeger's query API out. In memory, bounded, without a clock.
 * Spans are kept as they came, whatever is odd about them: unknown parents, ids sent twice, cycles, an end before
 * the start.
 */
import type { Span } from '../schemas/trace.ts';
import type { Answer } from './jaeger/answer.ts';
import { answerQuery } from './jaeger/query-api.ts';
import { sharedBytes, spanBytes } from './span-size.ts';
import { createTraceIndex } from './trace-index.ts';

export const defaultMaxSpans = 100_000;
/** Enough for as many ordinary spans, and no more than a phone can spare. */
export const defaultMaxBytes = 64_000_000;

/** What became of the spans handed to `ingest`. */
export interface IngestResult {
  accepted: Span[];
  /** Spans there was no room for: they, or the trace they are of, fill the store alone. */
  rejected: number;
  /** What was given up to make room: whole traces, those whose first span arrived first. */
  evicted: { traces: number; spans: number };
}

export interface Store {
  /** How many spans it holds: never more than `maxSpans`. */
  readonly size: number;
  /** What they take in memory, estimated: never more than `maxBytes`. */
  readonly bytes: number;
  /** Takes spans whose ids are valid (see `acceptSpans`), in this order. Does not change them or copy them. */
  ingest(spans: Iterable<Span>): IngestResult;
  /** Answers `GET` of a path of Jaeger's query API, such as `/api/v3/services`. The body is plain JSON. */
  query(pathWithSearch: string): Answer;
  clear(): void;
}

/** @throws RangeError when `maxSpans` is not a whole number above 0 */
export function createStore({
  maxSpans = defaultMaxSpans,
  maxBytes = defaultMaxBytes,
}: {
  maxSpans?: number;
  maxBytes?: number;
} = {}): Store {
  if (!Number.isInteger(maxSpans) || maxSpans < 1) {
    throw new RangeError(`maxSpans is ${maxSpans}, expected a whole number above 0`);
  }
  let index = createTraceIndex();
  const hasRoomFor = (span: Span): boolean =>
    index.size < maxSpans && index.bytes + index.cost(span) <= maxBytes;
  /** Gives up traces until there is room for the span. A span that cannot be kept at all costs no trace. */
  const makeRoom = (span: Span, evicted: IngestResult['evicted']): boolean => {
    if (spanBytes(span) + sharedBytes(span) > maxBytes) return false;
    while (!hasRoomFor(span)) {
      const evictedSpans = index.evictOldest(span.traceId);
      if (evictedSpans === undefined) return false;
      evicted.traces += 1;
      evicted.spans += evictedSpans;
    }
    return true;
  };
  return {
    get size() {
      return index.size;
    },
    get bytes() {
      return index.bytes;
    },
    ingest(spans) {
      const result: IngestResult = { accepted: [], rejected: 0, evicted: { traces: 0, spans: 0 } };
      for (const span of spans) {
        if (hasRoomFor(span) || makeRoom(span, result.evicted)) {
          index.add(span);
          result.accepted.push(span);
        } else {
          result.rejected += 1;
        }
      }
      return result;
    },
    query: (pathWithSearch) => answerQuery(index, pathWithSearch),
    clear() {
      index = createTraceIndex();
    },
  };
}
