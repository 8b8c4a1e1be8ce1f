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
  const last = rows.length - 1;
  const focus = (index: number): TreeAction => ({
    type: 'focus',
    index: Math.min(last, Math.max(0, index)),
  });
  switch (key) {
    case 'ArrowDown':
      return focus(active + 1);
    case 'ArrowUp':
      return focus(active - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(last);
    case 'PageDown':
      return focus(active + rowsPerPage);
    case 'PageUp':
      return focus(active - rowsPerPage);
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

function parentIndex(rows: readonly VisibleRow[], active: number): number {
  const parent = rows[active]?.node.parent;
  const index =
    parent === undefined ? -1 : rows.findLastIndex((row, at) => at < active && row.node === parent);
  return index < 0 ? active : index;
}
