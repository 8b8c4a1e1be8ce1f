/** The keyboard of a tree grid, as the ARIA Authoring Practices describe it. */
import type { VisibleRow } from './visible-rows.ts';

export type TreeAction =
  | { type: 'focus'; index: number }
  | { type: 'expand' | 'collapse'; key: string }
  /** Show this row's detail. */
  | { type: 'open'; index: number };

/** What a key does on the row `active`. Undefined: the key is not ours, leave it to the browser. */
export function treeAction(
  key: string,
  rows: readonly VisibleRow[],
  active: number,
  rowsPerPage: number,
): TreeAction | undefined {
  const row = rows[active];
  if (row === undefined) return undefined;
  const index = indexAfterKey(key, active, rows.length, rowsPerPage);
  if (index !== undefined) return { type: 'focus', index };
  const focus = (to: number): TreeAction => ({ type: 'focus', index: to });
  switch (key) {
    case 'ArrowRight':
      if (row.expanded === undefined) return focus(active);
      return row.expanded ? focus(active + 1) : { type: 'expand', key: row.node.key };
    case 'ArrowLeft':
      if (row.expanded === true) return { type: 'collapse', key: row.node.key };
      return focus(parentIndex(rows, active));
    case 'Enter':
    case ' ':
      return { type: 'open', index: active };
    default:
      return undefined;
  }
}

/** Where a key leads in a list of `count` rows; undefined when it is not for moving about. */
export function indexAfterKey(
  key: string,
  active: number,
  count: number,
  rowsPerPage: number,
): number | undefined {
  const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    case 'PageDown':
      return within(active + rowsPerPage);
    case 'PageUp':
      return within(active - rowsPerPage);
    default:
      return undefined;
  }
}

function parentIndex(rows: readonly VisibleRow[], active: number): number {
  const parent = rows[active]?.node.parent;
  const index =
    parent === undefined ? -1 : rows.findLastIndex((row, at) => at < active && row.node === parent);
  return index < 0 ? active : index;
}
