// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
/** Two traces as one tree grid. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { elementWidth } from '../parts/element-size.ts';
import { createLongList } from '../parts/long-list.ts';
import { keepFocus } from '../search/keep-focus.ts';
import type { SideWords } from './compare-words.ts';
import type { TraceComparison } from './comparison.ts';
import { MergedRow } from './MergedRow.tsx';
import { mergedAction, shownRows } from './shown-rows.ts';
import '../parts/row-list.css';
import './merged.css';

export interface MergedGridProps {
  comparison: TraceComparison;
  services: readonly string[];
  names: { left: string; right: string };
  sides: SideWords;
  onlyDifferences: boolean;
  /** Index of the row whose fields are shown. */
  selected: number | undefined;
  /** A detail is shown beside the rows and follows the keyboard. */
  followKeys: boolean;
  onSelect: (index: number | undefined) => void;
}

export function MergedGrid(props: MergedGridProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [folded, setFolded] = createSignal<ReadonlySet<number>>(new Set());
  const [activeIndex, setActiveIndex] = createSignal(0);
  const width = elementWidth(scroller, 800);
  const compact = (): boolean => width() < 700;
  // Rows are others now: what was folded is not what would be.
  createEffect(on([() => props.comparison.leftRow], () => setFolded(new Set<number>()), { defer: true }));
  const shown = createMemo(() => shownRows(props.comparison, folded(), props.onlyDifferences));
  const active = createMemo(() => Math.max(0, shown().indexOf(activeIndex())));
  const totalNs = (): number => Math.max(props.comparison.left.totalNs, props.comparison.right.totalNs);
  const headPx = (): number => (compact() ? 0 : 28);
  const list = createLongList({
    count: () => shown().length,
    rowPx: () => (compact() ? 62 : 32),
    scroller,
    keep: active,
    headerPx: headPx,
  });
  const isOpen = (index: number): boolean | undefined => {
    if ((props.comparison.descendants[index] ?? 0) === 0) return undefined;
    if (props.onlyDifferences && (props.comparison.differencesBelow[index] ?? 0) === 0) return undefined;
    return !folded().has(index);
  };
  const fold = (index: number, close: boolean): void => {
    const next = new Set(folded());
    if (close) next.add(index);
    else next.delete(index);
    setFolded(next);
  };
  const rowAt = (at: number) =>
    scroller()?.querySelector<HTMLElement>(`[role="row"][aria-rowindex="${at + 2}"]`);
  const focus = keepFocus(
    scroller,
    () => [active(), list.shown()],
    () => rowAt(active()),
  );
  const focusAt = (at: number): void => {
    const index = shown()[at];
    if (index === undefined) return;
    setActiveIndex(index);
    list.reveal(at);
    rowAt(at)?.focus({ preventScroll: true });
    if (props.followKeys) props.onSelect(index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && props.selected !== undefined) {
      event.stopPropagation();
      props.onSelect(undefined);
      return;
    }
    const action = mergedAction(event.key, props.comparison, shown(), active(), list.rowsPerPage(), isOpen);
    if (action === undefined) return;
    event.preventDefault();
    if (action.type === 'focus') focusAt(action.at);
    else if (action.type === 'open') props.onSelect(action.index);
    else fold(action.index, action.type === 'fold');
  };

  return (
    <div
      ref={setScroller}
      class="rl cm"
      classList={{ 'rl-compact': compact(), 'cm-compact': compact() }}
      role="treegrid"
      aria-label="Spans of both traces"
      aria-rowcount={shown().length + 1}
      tabindex={-1}
      onKeyDown={onKeyDown}
      onFocusIn={focus.onFocusIn}
      onFocusOut={focus.onFocusOut}
    >
      <Show when={!compact()}>
        <div role="rowgroup" class="rl-head" style={{ height: `${headPx()}px` }}>
          <div role="row" class="rl-columns cm-columns" aria-rowindex={1}>
            <div role="columnheader">Span</div>
            <div role="columnheader">
              <span class="cm-key cm-key-left">{props.names.left}</span>
              <span class="cm-key cm-key-right">{props.names.right}</span>
            </div>
            <div role="columnheader" class="cm-duration" title={props.names.left}>
              {props.names.left}
            </div>
            <div role="columnheader" class="cm-duration" title={props.names.right}>
              {props.names.right}
            </div>
            <div role="columnheader">Difference</div>
          </div>
        </div>
      </Show>
      <div role="rowgroup" class="rl-rows" style={{ height: `${list.heightPx()}px` }}>
        <For each={list.shown()}>
          {(at) => (
            <Show when={shown()[at] !== undefined}>
              <MergedRow
                comparison={props.comparison}
                index={shown()[at] ?? 0}
                at={at}
                topPx={list.topPx(at)}
                services={props.services}
                sides={props.sides}
                totalNs={totalNs()}
                open={isOpen(shown()[at] ?? 0)}
                active={at === active()}
                selected={props.selected === shown()[at]}
                onClick={(onToggle) => {
                  const index = shown()[at] ?? 0;
                  setActiveIndex(index);
                  const open = isOpen(index);
                  if (onToggle && open !== undefined) fold(index, open);
                  else props.onSelect(index);
                }}
              />
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}
