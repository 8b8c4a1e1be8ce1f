// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
/** The traces found, as cards or in columns; only those in view are in the document. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type { SearchSort, TraceSummary } from '../library/trace-library.ts';
import { elementWidth } from '../parts/element-size.ts';
import { indexAfterKey } from '../parts/list-keys.ts';
import { createLongList } from '../parts/long-list.ts';
import { keepFocus } from './keep-focus.ts';
import { ResultHead } from './ResultHead.tsx';
import { ResultRow } from './ResultRow.tsx';
import '../parts/row-list.css';
import './results.css';

export interface ResultGridProps {
  traces: readonly TraceSummary[];
  services: readonly string[];
  as: 'list' | 'table';
  sort: SearchSort;
  ticked: readonly string[];
  fresh: ReadonlySet<string>;
  /** Its row is marked, and brought into view. */
  pointed: string | undefined;
  nowMs: number;
  onSort: (sort: SearchSort) => void;
  onOpen: (traceId: string) => void;
  onTick: (traceId: string) => void;
  /** The trace under the pointer or the keyboard. */
  onPoint: (traceId: string | undefined) => void;
  /** Hands out how to bring a trace into view. */
  reveal?: (reveal: (traceId: string) => void) => void;
}

const narrowPx = 620;

export function ResultGrid(props: ResultGridProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [activeId, setActiveId] = createSignal<string>();
  const width = elementWidth(scroller, 800);
  const card = (): boolean => props.as === 'list' || width() < narrowPx;
  const rowPx = (): number => (card() ? 54 : 32);
  const headPx = (): number => (card() ? 0 : 28);
  const indexes = createMemo(() => new Map(props.traces.map((trace, index) => [trace.traceId, index])));
  const indexOf = (id: string | undefined): number => (id === undefined ? -1 : (indexes().get(id) ?? -1));
  const active = createMemo(() => Math.max(0, indexOf(activeId())));
  const longestNs = createMemo(() => props.traces.reduce((most, each) => Math.max(most, each.durationNs), 0));
  const list = createLongList({
    count: () => props.traces.length,
    rowPx,
    scroller,
    keep: active,
    headerPx: headPx,
  });

  // Traces that come in above push nothing down: what the reader looks at stays where it is.
  let atTop: { id: string; offsetPx: number } | undefined;
  const noteTop = (): void => {
    const top = scroller()?.scrollTop ?? 0;
    const trace = top < 1 ? undefined : props.traces[Math.floor(top / rowPx())];
    atTop = trace === undefined ? undefined : { id: trace.traceId, offsetPx: top % rowPx() };
  };
  createEffect(
    on(indexes, () => {
      const index = indexOf(atTop?.id);
      const element = scroller();
      if (index < 0 || atTop === undefined || element === undefined) return;
      element.scrollTop = index * rowPx() + atTop.offsetPx;
    }),
  );

  const element = (index: number): HTMLElement | null | undefined =>
    scroller()?.querySelector<HTMLElement>(`[role="row"][aria-rowindex="${index + 2}"]`);
  const focusRow = (index: number): void => {
    const trace = props.traces[index];
    if (trace === undefined) return;
    setActiveId(trace.traceId);
    list.reveal(index);
    element(index)?.focus({ preventScroll: true });
  };
  // A row that moved keeps the focus: it is in another element now. So does the next when its trace is gone.
  const focus = keepFocus(
    scroller,
    () => [active(), list.shown()],
    () => element(active()),
  );
  props.reveal?.((traceId) => {
    const index = indexOf(traceId);
    if (index >= 0) list.reveal(index);
  });
  onCleanup(() => props.onPoint(undefined));

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return;
    const trace = props.traces[active()];
    const to = indexAfterKey(event.key, active(), props.traces.length, list.rowsPerPage());
    if (to !== undefined) focusRow(to);
    else if (event.key === 'Enter' && trace !== undefined) props.onOpen(trace.traceId);
    else if (event.key === ' ' && trace !== undefined) props.onTick(trace.traceId);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={setScroller}
      class="rl sr"
      role="grid"
      aria-label="Traces found"
      aria-rowcount={props.traces.length + 1}
      aria-multiselectable="true"
      tabindex={-1}
      onKeyDown={onKeyDown}
      onScroll={noteTop}
      onFocusIn={(event) => {
        focus.onFocusIn();
        const row = event.target.closest('[role="row"]');
        const trace = props.traces[Number(row?.getAttribute('aria-rowindex') ?? 0) - 2];
        if (trace === undefined) return;
        setActiveId(trace.traceId);
        props.onPoint(trace.traceId);
      }}
      onFocusOut={(event) => {
        focus.onFocusOut(event);
        props.onPoint(undefined);
      }}
    >
      <Show when={!card()}>
        <ResultHead heightPx={headPx()} sort={props.sort} onSort={props.onSort} />
      </Show>
      <div role="rowgroup" class="rl-rows" style={{ height: `${list.heightPx()}px` }}>
        <For each={list.shown()}>
          {(index) => (
            <Show when={props.traces[index]}>
              {(trace) => (
                <ResultRow
                  trace={trace()}
                  index={index}
                  topPx={list.topPx(index)}
                  services={props.services}
                  longestNs={longestNs()}
                  nowMs={props.nowMs}
                  active={index === active()}
                  ticked={props.ticked.includes(trace().traceId)}
                  fresh={props.fresh.has(trace().traceId)}
                  card={card()}
                  onOpen={() => props.onOpen(trace().traceId)}
                  onTick={() => props.onTick(trace().traceId)}
                  onHover={(over) => props.onPoint(over ? trace().traceId : undefined)}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}
