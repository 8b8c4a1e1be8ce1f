import { rowsNow } from '../../library/drawn-events.ts';
import type { AttributeColumn } from '../../library/trace-library.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';

/**
 * An attribute read from a trace with the columns `read`, by the rows of `shown`, which it may have grown to since.
 * Spans that are new have none until it is read again.
 */
export function shownAttribute(
  column: AttributeColumn,
  read: TraceColumns,
  shown: TraceColumns,
): AttributeColumn {
  const rows = rowsNow(read, shown);
  if (rows === undefined) return column;
  const at = new Int32Array(shown.length).fill(-1);
  rows.forEach((row, before) => {
    if (row >= 0) at[row] = column.at[before] ?? -1;
  });
  return { values: column.values, at };
}
