/** Which rows of a trace are on show, given what is folded away and which services are hidden. */
import { hiddenServices } from './hidden-services.ts';
import type { Row, TraceColumns } from './trace-columns.ts';

export interface Folding {
  /** Numbers of folded spans (`TraceColumns.number`). */
  collapsed: ReadonlySet<number>;
  /** Names of services whose rows are left out. What is below them stays. */
  hidden: ReadonlySet<string>;
}

/** Rows from top to bottom. A row that is hidden folds nothing: there would be no way to unfold it. */
export function visibleRows(columns: TraceColumns, { collapsed, hidden }: Folding): Uint32Array {
  const { length, number, service, descendants } = columns;
  const rows = new Uint32Array(length);
  const isHidden = hiddenServices(columns, hidden);
  const folds = collapsed.size > 0;
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (isHidden[service[row] ?? 0] === 1) continue;
    rows[count++] = row;
    // Rows are depth first, so everything below a row follows it directly.
    if (folds && collapsed.has(number[row] ?? 0)) row += descendants[row] ?? 0;
  }
  return rows.subarray(0, count);
}

/** `collapsed` without the ancestors of `row`, so that it is on show. The same set when it already is. */
export function revealed(
  columns: TraceColumns,
  collapsed: ReadonlySet<number>,
  row: Row,
): ReadonlySet<number> {
  const left = new Set(collapsed);
  for (let above = columns.parent[row] ?? -1; above >= 0; above = columns.parent[above] ?? -1) {
    left.delete(columns.number[above] ?? -1);
  }
  return left.size === collapsed.size ? collapsed : left;
}
