/** The events of a trace, by time. */
import type { SpanTable } from '../model/span-table.ts';
import { setWord, wordDifference } from '../model/word64.ts';
import type { EventColumns } from './trace-library.ts';

/** Events at one time are in the order of their rows. `spans` are by row. */
export function eventColumns(table: SpanTable, spans: Uint32Array, startUnixNano: bigint): EventColumns {
  const { columns, events, strings } = table;
  const length = spans.reduce((sum, span) => sum + eventCount(table, span), 0);
  const start = new Uint32Array(2);
  setWord(start, 0, startUnixNano);
  // By row first, then put in order.
  const row = new Uint32Array(length);
  const index = new Uint32Array(length);
  const timeNs = new Float64Array(length);
  const name = new Uint32Array(length);
  const ranks = new Map<number, number>();
  let at = 0;
  spans.forEach((span, spanRow) => {
    const first = columns.event[span] ?? 0;
    for (let each = 0; each < eventCount(table, span); each++) {
      row[at] = spanRow;
      index[at] = each;
      timeNs[at] = wordDifference(events.timeUnixNano, first + each, start, 0);
      name[at] = rank(ranks, events.name[first + each] ?? 0);
      at += 1;
    }
  });
  const order = Uint32Array.from(row.keys()).sort((a, b) => (timeNs[a] ?? 0) - (timeNs[b] ?? 0) || a - b);
  return {
    length,
    names: Array.from(ranks.keys(), strings.at),
    name: order.map((each) => name[each] ?? 0),
    row: order.map((each) => row[each] ?? 0),
    timeNs: Float64Array.from(order, (each) => timeNs[each] ?? 0),
    index: order.map((each) => index[each] ?? 0),
  };
}

function eventCount({ columns }: SpanTable, span: number): number {
  return (columns.event[span + 1] ?? 0) - (columns.event[span] ?? 0);
}

/** Numbers what it is given by when it first comes. */
function rank(ranks: Map<number, number>, text: number): number {
  const known = ranks.get(text);
  if (known !== undefined) return known;
  ranks.set(text, ranks.size);
  return ranks.size - 1;
}
