/** Which traces there are, and which spans each has, as chains through two arrays. */
import { roomier, u32 } from './typed-arrays.ts';

export interface TraceNumbers {
  /** How many there are, with those that only links speak of. */
  readonly length: number;
  readonly bytes: number;
  /** The number of a trace id; a new one when it was not here. */
  number(traceId: string): number;
  find(traceId: string): number | undefined;
  id(trace: number): string;
  /** How many spans it has. */
  size(trace: number): number;
  /** Its spans' numbers, in the order of arrival. */
  spans(trace: number): Uint32Array;
  /** Takes span `span` (one more than the last) for this trace. */
  append(trace: number, span: number): void;
}

/** Of an id's text, its entry in the map, and its places in lists. */
const bytesPerTrace = 150;

export function createTraceNumbers(): TraceNumbers {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const sizes: number[] = [];
  const firsts: number[] = [];
  const lasts: number[] = [];
  /** By span: the next of the same trace. */
  let next = u32(16);
  let lastId: string | undefined;
  let lastNumber = 0;

  function number(traceId: string): number {
    if (traceId === lastId) return lastNumber;
    let found = numbers.get(traceId);
    if (found === undefined) {
      found = ids.length;
      ids.push(traceId);
      numbers.set(traceId, found);
      sizes.push(0);
      firsts.push(0);
      lasts.push(0);
    }
    lastId = traceId;
    lastNumber = found;
    return found;
  }

  return {
    get length() {
      return ids.length;
    },
    get bytes() {
      return next.byteLength + ids.length * bytesPerTrace;
    },
    number,
    find: (traceId) => numbers.get(traceId),
    id: (trace) => ids[trace] ?? '',
    size: (trace) => sizes[trace] ?? 0,
    spans(trace) {
      const size = sizes[trace] ?? 0;
      const spans = new Uint32Array(size);
      let span = firsts[trace] ?? 0;
      for (let index = 0; index < size; index++) {
        spans[index] = span;
        span = next[span] ?? 0;
      }
      return spans;
    },
    append(trace, span) {
      if (span >= next.length) next = u32(roomier(next.length, span + 1), next);
      const size = sizes[trace] ?? 0;
      if (size === 0) firsts[trace] = span;
      else next[lasts[trace] ?? 0] = span;
      lasts[trace] = span;
      sizes[trace] = size + 1;
    },
  };
}
