/** A long list of which only the rows in view are in the document. */
import { createVirtualizer, type Virtualizer } from '@tanstack/solid-virtual';
import { type Accessor, createEffect, createMemo, createSignal, on, onMount } from 'solid-js';

export interface LongList {
  /** Indexes of the rows to draw, in order. Draw them with `<For>`: an index keeps its element, and so its focus. */
  shown: Accessor<readonly number[]>;
  topPx: (index: number) => number;
  heightPx: Accessor<number>;
  rowsPerPage: () => number;
  /** Brings a row into view, if it is not there yet. */
  reveal: (index: number) => void;
}

export interface LongListOptions {
  count: () => number;
  rowPx: () => number;
  scroller: () => HTMLElement | undefined;
  /** This row stays in the document when scrolled out of view: it has the focus, or may get it. */
  keep: () => number;
  /** Height of a header that sticks to the top of the scroller, and covers what is below it. */
  headerPx?: () => number;
}

export function createLongList(options: LongListOptions): LongList {
  const header = (): number => options.headerPx?.() ?? 0;
  // Until it is in the page an element belongs to its template's document, which has no window to observe it with.
  const [mounted, setMounted] = createSignal(false);
  onMount(() => setMounted(true));
  const virtualizer: Virtualizer<HTMLElement, HTMLElement> = createVirtualizer<HTMLElement, HTMLElement>({
    get count() {
      return options.count();
    },
    getScrollElement: () => (mounted() ? options.scroller() : undefined) ?? null,
    estimateSize: () => options.rowPx(),
    overscan: 8,
    get scrollMargin() {
      return header();
    },
    get scrollPaddingStart() {
      return header();
    },
    initialRect: { width: 800, height: 400 },
  });
  createEffect(on(options.rowPx, () => virtualizer.measure(), { defer: true }));

  const shown = createMemo<readonly number[]>(() => {
    const count = options.count();
    const indexes = virtualizer
      .getVirtualItems()
      .map((item) => item.index)
      .filter((index) => index < count);
    const keep = options.keep();
    if (keep >= 0 && keep < count && !indexes.includes(keep)) {
      if (keep < (indexes[0] ?? 0)) indexes.unshift(keep);
      else indexes.push(keep);
    }
    return indexes;
  });

  return {
    shown,
    topPx: (index) => index * options.rowPx(),
    heightPx: () => options.count() * options.rowPx(),
    rowsPerPage: () => {
      const height = (options.scroller()?.clientHeight ?? 0) - header();
      return Math.max(1, Math.floor(height / options.rowPx()) - 1);
    },
    reveal: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
