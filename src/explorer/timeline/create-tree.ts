/** Which rows are on show, and which of them Tab stops at. */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Row } from '../model/trace-columns.ts';
import { revealed, visibleRows } from '../model/visible-rows.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { type Folded, nothingFolded } from './folding.ts';
import { indexOfRow, type TreeRows } from './tree-keys.ts';

export interface Tree {
  folded: Accessor<Folded>;
  setFolded: (folded: Folded) => void;
  visible: Accessor<Uint32Array>;
  /** Index of the row Tab stops at, among those on show. */
  active: Accessor<number>;
  activeRow: Accessor<Row | undefined>;
  setActive: (row: Row) => void;
  /** Unfolds what hides a row. */
  reveal: (row: Row) => void;
  rows: () => TreeRows;
}

export function createTree(props: TraceViewProps): Tree {
  const [folded, setFolded] = createSignal<Folded>(nothingFolded);
  // By number, not by row: rows move while a trace grows.
  const [activeNumber, setActiveNumber] = createSignal(-1);
  const hidden = createMemo(() => new Set(props.state.hiddenServices));
  const visible = createMemo(() => visibleRows(props.columns, { collapsed: folded(), hidden: hidden() }));
  const active = createMemo(() => {
    const row = activeNumber() < 0 ? 0 : props.columns.number.indexOf(activeNumber());
    return Math.max(0, indexOfRow(visible(), Math.max(0, row)));
  });
  // Another trace is shown unfolded, from its top; the same one with more spans stays as it is.
  createEffect(
    on(
      createMemo(() => props.columns.traceId),
      () => {
        setFolded(nothingFolded);
        setActiveNumber(-1);
      },
      { defer: true },
    ),
  );
  return {
    folded,
    setFolded: (next) => {
      setFolded(next);
    },
    visible,
    active,
    activeRow: () => visible()[active()],
    setActive: (row) => {
      setActiveNumber(props.columns.number[row] ?? -1);
    },
    reveal: (row) => {
      setFolded(revealed(props.columns, folded(), row));
    },
    rows: () => ({ columns: props.columns, visible: visible(), folded: folded() }),
  };
}
