/** What keys, clicks and buttons do in the timeline. */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Row } from '../model/trace-columns.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import type { TimelineRows } from './create-rows.ts';
import type { Tree } from './create-tree.ts';
import type { Zoom } from './create-zoom.ts';
import { levelStepped, siblingsOpened, toggled } from './folding.ts';
import { timelineAction } from './timeline-keys.ts';
import { treeAction } from './tree-keys.ts';
import { windowBetween, windowShowing } from './zoom.ts';

export interface TimelineActions {
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
}

export interface TimelineParts {
  props: TraceViewProps;
  tree: Tree;
  zoom: Zoom;
  rows: TimelineRows;
}

/**
 * The row the page went to, until it goes elsewhere or shows another trace. Kept by number: rows move while a trace
 * grows.
 */
export function createWentTo(props: TraceViewProps): Accessor<Row | undefined> {
  const [number, setNumber] = createSignal(-1);
  createEffect(
    on(
      () => props.at,
      (at) => setNumber(at === undefined ? -1 : (props.columns.number[at.row] ?? -1)),
    ),
  );
  createEffect(
    on(
      createMemo(() => props.columns.traceId),
      () => setNumber(-1),
      { defer: true },
    ),
  );
  return createMemo(() => {
    const row = number() < 0 ? -1 : props.columns.number.indexOf(number());
    return row < 0 ? undefined : row;
  });
}

export function createActions({ props, tree, zoom, rows }: TimelineParts): TimelineActions {
  const timesOf = (row: Row): [number, number] => {
    const start = props.columns.startNs[row] ?? 0;
    const end = start + (props.columns.durationNs[row] ?? 0);
    return [Math.min(start, end), Math.max(start, end)];
  };
  /** Unfolds what hides a row, makes it the one Tab stops at and brings it into view, in time as well. */
  const goTo = (row: Row): void => {
    tree.setActive(row);
    tree.reveal(row);
    const seen = windowShowing(zoom.totalNs(), zoom.part(), ...timesOf(row));
    if (seen !== zoom.part()) zoom.set(seen);
    // When it is an effect that calls, rows that were folded are known only after it.
    queueMicrotask(() => {
      rows.bring(tree.active());
      if (rows.hasFocus()) rows.focus(tree.active());
    });
  };
  createEffect(
    on(
      () => props.selected,
      (row) => {
        if (row !== undefined) goTo(row);
      },
    ),
  );
  createEffect(
    on(
      () => props.at,
      (at) => {
        if (at !== undefined) goTo(at.row);
      },
    ),
  );
  // Spans that arrive, or rows that unfold, move the active row: the focus moves along.
  createEffect(
    on(tree.active, (index) => {
      if (rows.hasFocus()) rows.focus(index);
    }),
  );

  const focusRow = (index: number): void => {
    const row = tree.visible()[index];
    if (row === undefined) return;
    tree.setActive(row);
    rows.reveal(index);
    rows.focus(index);
    if (props.selected !== undefined && props.selected !== row) props.onSelect(row);
  };
  const fold = (row: Row, closed: boolean): void => {
    tree.setFolded(toggled(tree.folded(), props.columns.number[row] ?? -1, closed));
  };
  const zoomToRow = (row: Row): void => {
    const [start, end] = timesOf(row);
    const room = (end - start) * 0.05;
    zoom.set(windowBetween(zoom.totalNs(), start - room, end + room));
  };
  const onEscape = (): boolean => {
    if (props.selected !== undefined) props.onSelect(undefined);
    else if (!zoom.whole()) zoom.reset();
    else return false;
    return true;
  };
  const onTimelineKey = (event: KeyboardEvent): boolean => {
    const action = timelineAction(event.key, event.shiftKey);
    const row = tree.activeRow();
    if (action === undefined) return false;
    if (action.type === 'zoom') zoom.zoom(action.factor);
    else if (action.type === 'pan') zoom.pan(action.share);
    else if (action.type === 'reset') zoom.reset();
    else if (action.type === 'level') tree.setFolded(levelStepped(props.columns, tree.folded(), action.step));
    else if (action.type === 'critical') props.onState({ critical: !props.state.critical });
    else if (action.type === 'times') props.onState({ times: otherTimes(props.state.times) });
    else if (row !== undefined) zoomToRow(row);
    return true;
  };
  const onTreeKey = (event: KeyboardEvent): boolean => {
    const action = treeAction(event.key, tree.rows(), tree.active(), rows.rowsPerPage());
    if (action === undefined) return false;
    if (action.type === 'focus') focusRow(action.index);
    else if (action.type === 'open') props.onSelect(action.row);
    else if (action.type === 'expand-siblings') {
      tree.setFolded(siblingsOpened(props.columns, tree.folded(), action.row));
    } else fold(action.row, action.type === 'collapse');
    return true;
  };

  return {
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const done = event.key === 'Escape' ? onEscape() : onTimelineKey(event) || onTreeKey(event);
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onClick: (event) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const index = Number(target?.closest('.tl-row')?.getAttribute('aria-rowindex') ?? 0) - 2;
      const row = tree.visible()[index];
      if (row === undefined) return;
      tree.setActive(row);
      rows.focus(index);
      const toggle = target?.closest('.tl-toggle[data-state]') ?? null;
      if (toggle === null) props.onSelect(row);
      else fold(row, toggle.getAttribute('data-state') === 'true');
    },
  };
}

export function otherTimes(times: 'relative' | 'absolute'): 'relative' | 'absolute' {
  return times === 'absolute' ? 'relative' : 'absolute';
}
