/** Spans of one list that follow each other, gathered so that they are decoded together. */

export interface Batch {
  start: number;
  end: number;
  /** Of the first of them in the list. */
  firstIndex: number;
  /** Where each begins and ends in the file, and in which line it begins. */
  parts: number[];
  integers: number[];
}

const maxBatchBytes = 256 * 1024;

export interface SpanBatch {
  /** Takes the next span of the list. @returns whether it is time to take them out */
  add(span: { start: number; end: number; line: number; index: number; integers: number[] }): boolean;
  /** What was gathered, if anything. */
  take(): Batch | undefined;
}

export function createSpanBatch(): SpanBatch {
  let batch: Batch | undefined;
  return {
    add({ start, end, line, index, integers }) {
      if (batch === undefined) batch = { start, end, firstIndex: index, parts: [], integers };
      // One was cut out after the other: they stay in order.
      else for (const place of integers) batch.integers.push(place);
      batch.end = end;
      batch.parts.push(start, end, line);
      return end - batch.start > maxBatchBytes;
    },
    take() {
      const taken = batch;
      batch = undefined;
      return taken;
    },
  };
}
