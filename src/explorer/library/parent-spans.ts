/** Who called whom, before a trace is laid out: of each of its spans, the first with the id it names as its parent. */
import { createIdIndex } from '../model/id-index.ts';
import type { SpanTable } from '../model/span-table.ts';

/** By place in `numbers`, which are the spans of one trace: the parent's number in the table, -1 for none. */
export function parentSpans({ columns }: SpanTable, numbers: Uint32Array): Int32Array {
  const ids = new Uint32Array(2 * numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const span = numbers[index] ?? 0;
    ids[2 * index] = columns.spanId[2 * span] ?? 0;
    ids[2 * index + 1] = columns.spanId[2 * span + 1] ?? 0;
  }
  const byId = createIdIndex(ids);
  const parents = new Int32Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const found = byId.find(columns.parentSpanId, numbers[index] ?? 0);
    parents[index] = found === -1 || found === index ? -1 : (numbers[found] ?? -1);
  }
  return parents;
}
