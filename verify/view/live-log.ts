/**
 * Spans as they come, bounded: pieces of OTLP JSON, one trace each, numbered from 1. When there are too many, whole
 * traces go, those whose first piece came first.
 */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';

/** Some 300,000 ordinary spans. They lie outside of the heap. */
export const defaultMaxBytes = 256_000_000;

export interface LiveLog {
  /** Number of the newest piece; 0 when nothing has come. */
  readonly last: number;
  readonly bytes: number;
  /** Traces that were given up. */
  readonly dropped: number;
  /** @returns how many of the spans there is no room for at all */
  add(spans: readonly Span[]): number;
  /** The pieces after one number up to another, a line each. */
  lines(after: number, to: number): Generator<Uint8Array>;
}

interface KeptTrace {
  pieces: number[];
  bytes: number;
}

export function createLiveLog(maxBytes = defaultMaxBytes): LiveLog {
  const pieces = new Map<number, Uint8Array>();
  const traces = new Map<string, KeptTrace>();
  let last = 0;
  let bytes = 0;
  let dropped = 0;

  /** Several at a time: finding the first entry of a Map costs more than the next one. */
  const makeRoom = (wanted: number): void => {
    const goal = Math.min(maxBytes - wanted, maxBytes * 0.9);
    for (const [traceId, kept] of traces) {
      if (bytes <= goal) return;
      for (const piece of kept.pieces) pieces.delete(piece);
      bytes -= kept.bytes;
      dropped += 1;
      traces.delete(traceId);
    }
  };

  return {
    get last() {
      return last;
    },
    get bytes() {
      return bytes;
    },
    get dropped() {
      return dropped;
    },
    add(spans) {
      let refused = 0;
      for (const [traceId, own] of Map.groupBy(spans, (span) => span.traceId)) {
        const line = Buffer.from(`${JSON.stringify(encodeTracesJson(own))}\n`);
        if (line.length > maxBytes) {
          refused += own.length;
          continue;
        }
        if (bytes + line.length > maxBytes) makeRoom(line.length);
        last += 1;
        pieces.set(last, line);
        bytes += line.length;
        const kept = traces.get(traceId) ?? { pieces: [], bytes: 0 };
        traces.set(traceId, kept);
        kept.pieces.push(last);
        kept.bytes += line.length;
      }
      return refused;
    },
    *lines(after, to) {
      const end = Math.min(to, last);
      // Numbers of what is gone are passed over: the first is never far from the oldest that is kept.
      const [oldest = last + 1] = pieces.keys();
      for (let piece = Math.max(after + 1, oldest); piece <= end; piece += 1) {
        const line = pieces.get(piece);
        if (line !== undefined) yield line;
      }
    },
  };
}
