// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: a grid or a tree grid, which Biome cannot tell
// biome-ignore-all lint/a11y/noStaticElementInteractions: as above
/** A table of any length, of which only the rows in view are in the document. Sorted by its owner. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { indexAfterKey } from '../../parts/list-keys.ts';
import { createLongList } from '../../parts/long-list.ts';
import { ChevronMark } from '../../parts/marks.tsx';
import { createPrinting, printedRows } from '../../parts/printing.ts';
import { Unprinted } from '../Unprinted.tsx';
import { HeadCell } from './HeadCell.tsx';
import './long-grid.css';

export interface GridColumn {
  id: string;
  title: string;
  /** What the figures in it mean. */
  help?: string;
  /** A CSS grid track that comes out the same in every row: `minmax(10rem, 2fr)`, `6rem`. */
  track: string;
  figures?: boolean;
  /** It can be sorted by; a first click starts with the greatest when it has figures. */
  sortable?: boolean;
  /** It can be taken away. */
  onRemove?: (() => void) | undefined;
  /** What a row says here. Read again whenever a signal it reads changes. */
  cell: (index: number) => JSX.Element;
}
export interface GridSort {
  id: string;
  descending: boolean;
}
/** Rows that hold other rows. */
export interface GridTree {
  /** From 1. */
  level: (index: number) => number;
  /** Undefined when it holds none. */
  expanded: (index: number) => boolean | undefined;
  onExpand: (index: number, expanded: boolean) => void;
}
export interface LongGridProps {
  label: string;
  columns: readonly GridColumn[];
  count: number;
  sort?: GridSort | undefined;
  onSort?: ((sort: GridSort) => void) | undefined;
  isSelected?: ((index: number) => boolean) | undefined;
  isLit?: ((index: number) => boolean) | undefined;
  /** Enter, Space or a click. */
  onOpen: (index: number) => void;
  tree?: GridTree | undefined;
  /** This row is brought into view whenever it is another. */
  reveal?: number | undefined;
}

/** Of the head as in long-grid.css. */
const [headPx, rowPx] = [28, 28];
/** Rows of many cells: more would keep whoever prints waiting. */
const mostPrinted = 500;

export function LongGrid(props: LongGridProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [wanted, setWanted] = createSignal(0);
  const active = (): number => Math.max(0, Math.min(wanted(), props.count - 1));
  const list = createLongList({
    count: () => props.count,
    rowPx: () => rowPx,
    scroller,
    keep: active,
    headerPx: () => headPx,
  });
  createEffect(
    on(
      () => props.reveal,
      (index) => {
        if (index === undefined || index < 0) return;
        setWanted(index);
        // The list knows a changed number of rows only after this effect.
        queueMicrotask(() => list.reveal(active()));
      },
    ),
  );
  const printing = createPrinting();
  const shown = createMemo(() => (printing() ? printedRows(props.count, mostPrinted) : list.shown()));
  const rowElement = (index: number): HTMLElement | undefined =>
    scroller()?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`) ?? undefined;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Buttons within, in the head for one, have their own keys.
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return;
    const to = indexAfterKey(event.key, active(), props.count, list.rowsPerPage());
    const expanded = props.tree?.expanded(active());
    if (to !== undefined) {
      setWanted(to);
      list.reveal(to);
      rowElement(to)?.focus({ preventScroll: true });
    } else if (event.key === 'Enter' || event.key === ' ') props.onOpen(active());
    else if (event.key === 'ArrowRight' && expanded === false) props.tree?.onExpand(active(), true);
    else if (event.key === 'ArrowLeft' && expanded === true) props.tree?.onExpand(active(), false);
    else return;
    event.preventDefault();
  };

  const indexOf = (target: EventTarget | null): number | undefined => {
    const row = target instanceof Element ? target.closest('.lg-row') : null;
    return row === null ? undefined : Number(row.getAttribute('aria-rowindex')) - 2;
  };
  // Screen readers move the focus by themselves.
  const onFocusIn = (event: FocusEvent): void => {
    setWanted(indexOf(event.target) ?? wanted());
  };
  const onClick = (event: MouseEvent): void => {
    const index = indexOf(event.target);
    if (index === undefined || !(event.target instanceof Element)) return;
    setWanted(index);
    const expanded = props.tree?.expanded(index);
    const onToggle = event.target.closest('.lg-toggle') !== null;
    if (onToggle && expanded !== undefined) props.tree?.onExpand(index, !expanded);
    else props.onOpen(index);
  };

  return (
    <div
      ref={setScroller}
      class="lg"
      classList={{ 'lg-printing': printing() }}
      style={{ '--tracks': props.columns.map((column) => column.track).join(' ') }}
      role={props.tree === undefined ? 'grid' : 'treegrid'}
      aria-label={props.label}
      aria-rowcount={props.count + 1}
      aria-colcount={props.columns.length}
      aria-readonly="true"
      tabindex={-1}
      onKeyDown={onKeyDown}
      onFocusIn={onFocusIn}
      onClick={onClick}
    >
      <div role="rowgroup" class="lg-head">
        <div role="row" class="lg-columns" aria-rowindex={1}>
          <For each={props.columns}>
            {(column) => <HeadCell column={column} sort={props.sort} onSort={props.onSort} />}
          </For>
        </div>
      </div>
      <div role="rowgroup" class="lg-rows" style={{ height: printing() ? 'auto' : `${list.heightPx()}px` }}>
        <For each={shown()}>
          {(index) => (
            <div
              role="row"
              class="lg-row lg-columns"
              classList={{
                'lg-selected': props.isSelected?.(index) === true,
                'lg-lit': props.isLit?.(index) === true,
              }}
              style={{
                transform: printing() ? 'none' : `translateY(${list.topPx(index)}px)`,
                height: `${rowPx}px`,
              }}
              aria-rowindex={index + 2}
              aria-selected={props.isSelected?.(index) === true}
              aria-level={props.tree?.level(index)}
              aria-expanded={props.tree?.expanded(index)}
              tabindex={index === active() ? 0 : -1}
            >
              <For each={props.columns}>
                {(column, place) => (
                  <div role="gridcell" class="lg-cell" classList={{ 'lg-figures': column.figures === true }}>
                    <Show when={place() === 0 && props.tree}>
                      {(tree) => <Toggle tree={tree()} index={index} />}
                    </Show>
                    {column.cell(index)}
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <Unprinted count={props.count} most={mostPrinted} what="row" />
    </div>
  );
}

/** For the pointer, see `onClick` of the grid; the keyboard has its arrows. */
function Toggle(props: { tree: GridTree; index: number }): JSX.Element {
  return (
    <span
      class="lg-toggle"
      data-state={props.tree.expanded(props.index)}
      style={{ '--level': props.tree.level(props.index) - 1 }}
    >
      <Show when={props.tree.expanded(props.index) !== undefined}>
        <ChevronMark />
      </Show>
    </span>
  );
}
