import { createVirtualizer } from '@tanstack/solid-virtual';
import { createEffect, For, on, Show } from 'solid-js';
import type { ConsoleEvent } from '../state/run-state.ts';
import { ConsoleLine } from './ConsoleLine.tsx';

/** Up to here every row is in the page: the browser's own search finds all of them. */
const plainUpTo = 300;

/** The rows of the console. Follows the end while the reader is at the end. */
export function ConsoleRows(props: { rows: readonly ConsoleEvent[]; stale: boolean }) {
  let scroller: HTMLDivElement | undefined;
  let atEnd = true;
  const onScroll = () => {
    if (scroller) atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 24;
  };
  createEffect(
    on(
      () => props.rows.length,
      () => {
        if (atEnd && scroller) scroller.scrollTop = scroller.scrollHeight;
      },
      { defer: true },
    ),
  );
  return (
    <div
      class="console-rows"
      ref={scroller}
      onScroll={onScroll}
      tabindex="0"
      data-stale={props.stale ? '' : undefined}
    >
      <Show
        when={props.rows.length > plainUpTo}
        fallback={<For each={props.rows}>{(row) => <ConsoleLine entry={row} />}</For>}
      >
        <ManyRows rows={props.rows} scroller={() => scroller} />
      </Show>
    </div>
  );
}

function ManyRows(props: { rows: readonly ConsoleEvent[]; scroller: () => HTMLElement | undefined }) {
  const virtual = createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return props.rows.length;
    },
    getScrollElement: () => props.scroller() ?? null,
    estimateSize: () => 24,
    overscan: 20,
    getItemKey: (index) => props.rows[index]?.seq ?? index,
  });
  return (
    <div class="console-virtual" style={{ height: `${virtual.getTotalSize()}px` }}>
      <For each={virtual.getVirtualItems()}>
        {(item) => (
          <Show when={props.rows[item.index]}>
            {(row) => (
              <div
                class="console-virtual-row"
                data-index={item.index}
                ref={(element) => queueMicrotask(() => virtual.measureElement(element))}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ConsoleLine entry={row()} />
              </div>
            )}
          </Show>
        )}
      </For>
    </div>
  );
}
