/** Events as they are drawn: with their spans' rows and clocks, which change while a trace grows or is corrected. */
import type { TraceColumns } from '../model/trace-columns.ts';
import type { EventColumns } from './trace-library.ts';

/**
 * Events read from a trace with the columns `read`, in the rows and at the times of `drawn`: the same with corrected
 * clocks, or what the trace has grown to since. Those of spans that are gone are left out.
 */
export function drawnEvents(events: EventColumns, read: TraceColumns, drawn: TraceColumns): EventColumns {
  if (read === drawn) return events;
  const rows = rowsNow(read, drawn);
  const { length } = events;
  const moved = {
    name: new Uint32Array(length),
    row: new Uint32Array(length),
    timeNs: new Float64Array(length),
    index: new Uint32Array(length),
  };
  let count = 0;
  for (let event = 0; event < length; event++) {
    const before = events.row[event] ?? 0;
    const row = rows === undefined ? before : (rows[before] ?? -1);
    if (row < 0) continue;
    moved.name[count] = events.name[event] ?? 0;
    moved.row[count] = row;
    moved.timeNs[count] =
      (events.timeNs[event] ?? 0) + (drawn.startNs[row] ?? 0) - (read.startNs[before] ?? 0);
    moved.index[count++] = events.index[event] ?? 0;
  }
  return {
    length: count,
    names: events.names,
    name: moved.name.subarray(0, count),
    row: moved.row.subarray(0, count),
    timeNs: moved.timeNs.subarray(0, count),
    index: moved.index.subarray(0, count),
  };
}

/** By row of `before`: the same span's row in `now`, -1 when it is gone. Undefined when rows are the same. */
export function rowsNow(before: TraceColumns, now: TraceColumns): Int32Array | undefined {
  if (before.number === now.number) return undefined;
  const rows = new Int32Array(before.length).fill(-1);
  if (before.traceId !== now.traceId) return rows;
  const rowOf = new Map<number, number>();
  now.number.forEach((number, row) => {
    rowOf.set(number, row);
  });
  before.number.forEach((number, row) => {
    rows[row] = rowOf.get(number) ?? -1;
  });
  return rows;
}
