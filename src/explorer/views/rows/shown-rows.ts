/** Which spans a view speaks of. Pure. */
import { hiddenServices } from '../../model/hidden-services.ts';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';

/** 1 for each row that counts: not of a hidden service, and among `matches`, when there are any. Undefined: all of them. */
export function countedRows(
  columns: TraceColumns,
  hiddenNames: readonly string[],
  matches: Uint8Array | undefined,
): Uint8Array | undefined {
  const hidden = hiddenServices(columns, hiddenNames);
  if (matches === undefined && !hidden.includes(1)) return undefined;
  const counted = new Uint8Array(columns.length);
  for (let row = 0; row < columns.length; row++) {
    if (hidden[columns.service[row] ?? 0] !== 1 && (matches === undefined || matches[row] === 1))
      counted[row] = 1;
  }
  return counted;
}

/** The rows `counted` marks; all `length` of them without it. */
export function rowsCounted(length: number, counted: Uint8Array | undefined): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (counted === undefined || counted[row] === 1) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Rows that belong to `group`. */
export function rowsIn(groupOf: ArrayLike<number>, group: number): Row[] {
  const rows: Row[] = [];
  for (let row = 0; row < groupOf.length; row++) if (groupOf[row] === group) rows.push(row);
  return rows;
}
