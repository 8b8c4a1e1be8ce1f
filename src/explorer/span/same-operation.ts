/** The spans of a trace that do what one of them does. Pure. */
import { hasWarning, type Row, type TraceColumns } from '../model/trace-columns.ts';
import { warningBits } from '../model/warning-bits.ts';

export interface SameOperation {
  rows: Row[];
  /** By place in `rows`. */
  durationsNs: Float64Array;
  /** Place of the one asked about. */
  selected: number;
}

/** Those of one service and name, without those whose times are not set; undefined when that holds for `row` itself. */
export function sameOperation(columns: TraceColumns, row: Row): SameOperation | undefined {
  if (!isTimed(columns, row)) return undefined;
  const { service, name, durationNs } = columns;
  const rows: Row[] = [];
  for (let each = 0; each < columns.length; each++) {
    if (service[each] === service[row] && name[each] === name[row] && isTimed(columns, each)) rows.push(each);
  }
  return {
    rows,
    durationsNs: Float64Array.from(rows, (each) => durationNs[each] ?? 0),
    selected: rows.indexOf(row),
  };
}

function isTimed(columns: TraceColumns, row: Row): boolean {
  return (
    !hasWarning(columns, row, warningBits['no-start']) && !hasWarning(columns, row, warningBits['no-end'])
  );
}
