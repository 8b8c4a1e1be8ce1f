/** The keyboard of a tree grid, as the ARIA Authoring Practices describe it. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { indexAfterKey } from '../parts/list-keys.ts';
import type { Folded } from './folding.ts';

/** The rows on show, from top to bottom. */
export interface TreeRows {
  columns: TraceColumns;
  visible: Uint32Array;
  folded: Folded;
}

export type TreeAction =
  | { type: 'focus'; index: number }
  | { type: 'expand' | 'collapse' | 'expand-siblings'; row: Row }
  /** Show this row's detail. */
  | { type: 'open'; row: Row };

/** Open or folded; undefined when there is nothing below it. */
export function isExpanded({ columns, folded }: TreeRows, row: Row): boolean | undefined {
  if ((columns.descendants[row] ?? 0) === 0) return undefined;
  return !folded.has(columns.number[row] ?? 0);
}

/** What a key does on the row at `active`. Undefined: the key is not ours, leave it to the browser. */
export function treeAction(
  key: string,
  rows: TreeRows,
  active: number,
  rowsPerPage: number,
): TreeAction | undefined {
  const row = rows.visible[active];
  if (row === undefined) return undefined;
  const index = indexAfterKey(key, active, rows.visible.length, rowsPerPage);
  if (index !== undefined) return { type: 'focus', index };
  const expanded = isExpanded(rows, row);
  switch (key) {
    case 'ArrowRight':
      if (expanded === false) return { type: 'expand', row };
      return { type: 'focus', index: expanded === true ? firstBelow(rows, active) : active };
    case 'ArrowLeft':
      if (expanded === true) return { type: 'collapse', row };
      return { type: 'focus', index: parentIndex(rows, active) };
    case '*':
      return { type: 'expand-siblings', row };
    case 'Enter':
    case ' ':
      return { type: 'open', row };
    default:
      return undefined;
  }
}

/** Where a row is among those on show; the nearest above it when it is not. -1 when there is none. */
export function indexOfRow(visible: Uint32Array, row: Row): number {
  let low = 0;
  let high = visible.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((visible[middle] ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The next row, when it is below this one: what is below may be hidden. */
function firstBelow({ columns, visible }: TreeRows, active: number): number {
  const row = visible[active] ?? 0;
  const next = visible[active + 1];
  return next !== undefined && next <= row + (columns.descendants[row] ?? 0) ? active + 1 : active;
}

function parentIndex({ columns, visible }: TreeRows, active: number): number {
  for (let row = columns.parent[visible[active] ?? 0] ?? -1; row >= 0; row = columns.parent[row] ?? -1) {
    const index = indexOfRow(visible, row);
    if (visible[index] === row) return index;
  }
  return active;
}
