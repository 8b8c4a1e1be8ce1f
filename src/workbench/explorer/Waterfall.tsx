// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
/** One trace as a tree grid: rows in a tree, bars on a time axis. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { elementWidth } from '../../explorer/parts/element-width.ts';
import { createLongList } from '../../explorer/parts/long-list.ts';
import { ticks } from '../../explorer/parts/ticks.ts';
import { TimeAxis, TimeGrid } from './TimeAxis.tsx';
import type { TraceNode, TraceTree } from './trace-tree.ts';
import { treeAction } from './tree-keys.ts';
import { revealed, visibleRows } from './visible-rows.ts';
import { WaterfallRow } from './WaterfallRow.tsx';
import '../../explorer/parts/row-list.css';
import './waterfall.css';

export interface WaterfallProps {
  tree: TraceTree;
  services: readonly string[];
  /** Keys of folded rows. */
  collapsed: ReadonlySet<string>;
  onCollapsed: (collapsed: ReadonlySet<string>) => void;
  /** Key of the row whose detail is shown. */
  selectedKey: string | undefined;
  /** Enter, Space or a click; also an arrow key while a detail is shown beside the rows. */
  onSelect: (node: TraceNode) => void;
  /** Escape. */
  onClose: () => void;
  /** A detail is shown beside the rows and follows the keyboard. */
  followKeys: boolean;
}

const axisPx = 28;
/** As in waterfall.css. */
const indentPx = 14;
const compactIndentPx = 8;

export function Waterfall(props: WaterfallProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [activeKey, setActiveKey] = createSignal<string>();
  const width = elementWidth(scroller, 800);
  const compact = (): boolean => width() < 560;
  /** Deeper levels are not indented further: their number is shown instead. */
  const deepest = (): number =>
    compact()
      ? Math.max(6, Math.floor((width() * 0.25) / compactIndentPx))
      : Math.floor((Math.max(176, width() * 0.38) * 0.35) / indentPx);
  const rows = createMemo(() => visibleRows(props.tree, props.collapsed));
  const active = createMemo(() =>
    Math.max(
      0,
      rows().findIndex((row) => row.node.key === activeKey()),
    ),
  );
  const list = createLongList({
    count: () => rows().length,
    rowPx: () => (compact() ? 46 : 28),
    scroller,
    keep: active,
    headerPx: () => axisPx,
  });
  const marks = createMemo(() =>
    ticks(props.tree.durationNs, compact() ? width() - 24 : width() * 0.62 - 96),
  );

  // A selection made elsewhere (a check, a link) unfolds what hides its row and brings it into view.
  const traceId = createMemo(() => props.tree.traceId);
  const selectedKey = createMemo(() => props.selectedKey);
  createEffect(
    on([selectedKey, traceId], ([key]) => {
      if (key === undefined) return;
      setActiveKey(key);
      const open = revealed(props.tree, props.collapsed, key);
      if (open !== props.collapsed) props.onCollapsed(open);
      // Rows that were folded are known to the list only after this effect.
      queueMicrotask(() => list.reveal(active()));
    }),
  );
  // Another trace is read from its top.
  createEffect(on(traceId, () => scroller()?.scrollTo(0, 0), { defer: true }));

  const focusElement = (index: number): void =>
    scroller()
      ?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)
      ?.focus({ preventScroll: true });
  // Spans that arrive, or rows that unfold, move the active row: the focus moves along.
  createEffect(
    on(active, (index) => {
      if (scroller()?.contains(document.activeElement) === true) focusElement(index);
    }),
  );

  const focusRow = (index: number): void => {
    const row = rows()[index];
    if (row === undefined) return;
    setActiveKey(row.node.key);
    list.reveal(index);
    focusElement(index);
    if (props.followKeys && props.selectedKey !== row.node.key) props.onSelect(row.node);
  };
  const fold = (key: string, folded: boolean): void => {
    const next = new Set(props.collapsed);
    if (folded) next.add(key);
    else next.delete(key);
    props.onCollapsed(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && props.selectedKey !== undefined) {
      event.stopPropagation();
      props.onClose();
      return;
    }
    const action = treeAction(event.key, rows(), active(), list.rowsPerPage());
    if (action === undefined) return;
    event.preventDefault();
    if (action.type === 'focus') focusRow(action.index);
    else if (action.type === 'open') openRow(action.index);
    else fold(action.key, action.type === 'collapse');
  };
  const openRow = (index: number): void => {
    const row = rows()[index];
    if (row === undefined) return;
    setActiveKey(row.node.key);
    props.onSelect(row.node);
  };
  const onRowClick = (index: number, onToggle: boolean): void => {
    const row = rows()[index];
    if (row === undefined) return;
    setActiveKey(row.node.key);
    if (onToggle && row.expanded !== undefined) fold(row.node.key, row.expanded);
    else props.onSelect(row.node);
  };

  return (
    <div
      ref={setScroller}
      class="rl"
      classList={{ 'rl-compact': compact() }}
      role="treegrid"
      aria-label="Spans of this trace"
      aria-rowcount={rows().length + 1}
      aria-colcount={3}
      tabindex={-1}
      onKeyDown={onKeyDown}
    >
      <TimeAxis ticks={marks()} heightPx={axisPx} />
      <div role="rowgroup" class="rl-rows" style={{ height: `${list.heightPx()}px` }}>
        <TimeGrid ticks={marks()} />
        <For each={list.shown()}>
          {(index) => (
            <Show when={rows()[index]}>
              {(row) => (
                <WaterfallRow
                  row={row()}
                  index={index}
                  topPx={list.topPx(index)}
                  traceNs={props.tree.durationNs}
                  services={props.services}
                  active={index === active()}
                  selected={row().node.key === props.selectedKey}
                  deepest={deepest()}
                  onClick={onRowClick}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}
