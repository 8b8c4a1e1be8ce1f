/** The rows of the timeline as they scroll: which are in the document, which has the focus, how one comes into view. */
import { type Accessor, createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createRowPool } from '../parts/row-pool.ts';
import { fillRow } from './fill-row.ts';
import { makeRowCells } from './RowCells.tsx';
import type { RowScene } from './row-scene.ts';

export interface TimelineRows {
  setScroller: (element: HTMLElement) => void;
  setBox: (element: HTMLElement) => void;
  heightPx: Accessor<number>;
  rowsPerPage: () => number;
  /** Indexes of the first row in view and of the one after the last. */
  inView: Accessor<readonly [number, number]>;
  /** Scrolls as little as brings the row into view; far away, it comes to the middle. */
  reveal: (index: number) => void;
  /** As `reveal`, with the rows around it: one that is not in view comes to a third of the height. */
  bring: (index: number) => void;
  focus: (index: number) => void;
  hasFocus: () => boolean;
  /** Puts up to `most` rows in the document, as paper has no scrolling; undefined goes back to those in view. */
  unroll: (most: number | undefined) => void;
}

export interface TimelineRowsOptions {
  scene: Accessor<RowScene>;
  rowPx: Accessor<number>;
  /** Rows were drawn from this scene; they are painted with the next frame. */
  onDrawn: (scene: RowScene) => void;
}

/** Rows above and below what is in view: the page's compositor scrolls ahead of us. */
const spareRows = 10;
const settleMs = 120;

export function createTimelineRows({ scene, rowPx, onDrawn }: TimelineRowsOptions): TimelineRows {
  const [inView, setInView] = createSignal<readonly [number, number]>([0, 0]);
  let scroller: HTMLElement | undefined;
  let box: HTMLElement | undefined;
  let unrolled: number | undefined;
  let viewportPx = 0;
  let frame = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const pool = createRowPool(() => box, {
    make: makeRowCells,
    fill: (cells, index) => fillRow(cells, scene(), index),
  });
  const count = (): number => scene().visible.length;

  const show = (): void => {
    if (scroller === undefined) return;
    const top = scroller.scrollTop;
    const first = Math.min(Math.floor(top / rowPx()), count());
    const end = Math.min(count(), Math.ceil((top + viewportPx) / rowPx()));
    if (unrolled === undefined) {
      pool.show(Math.max(0, first - spareRows), Math.min(count(), end + spareRows), scene().active, rowPx());
    } else pool.show(0, Math.min(count(), unrolled), -1, 0);
    const [before, until] = inView();
    if (before !== first || until !== end) setInView([first, end]);
    clearTimeout(settling);
    settling = setTimeout(() => pool.settle(), settleMs);
  };
  const draw = (): void => {
    frame = 0;
    show();
    pool.refill();
    onDrawn(scene());
  };
  const measure = (): void => {
    // In a page that gives it no height it is as high as all its rows: still only a window of them is drawn.
    viewportPx = Math.min(scroller?.clientHeight ?? 0, 2 * globalThis.innerHeight);
    show();
  };
  /** How far to scroll so that a row is just in view: up when negative. */
  const outOfView = (index: number): number => {
    if (scroller === undefined || index < 0) return 0;
    const above = index * rowPx() - scroller.scrollTop;
    return above < 0 ? above : Math.max(0, above + rowPx() - viewportPx);
  };
  createEffect(
    on([scene, rowPx], () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    }),
  );
  onMount(() => {
    if (scroller === undefined) return;
    // Before what is on the screen is painted: not in a frame of our own.
    scroller.addEventListener('scroll', show, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    onCleanup(() => observer.disconnect());
    measure();
  });
  onCleanup(() => {
    cancelAnimationFrame(frame);
    clearTimeout(settling);
  });

  return {
    setScroller: (element) => {
      scroller = element;
    },
    setBox: (element) => {
      box = element;
    },
    heightPx: () => count() * rowPx(),
    rowsPerPage: () => Math.max(1, Math.floor(viewportPx / rowPx()) - 1),
    inView,
    reveal: (index) => {
      const away = outOfView(index);
      if (scroller === undefined || away === 0) return;
      const isFar = Math.abs(away) > viewportPx;
      scroller.scrollTop = isFar ? index * rowPx() - (viewportPx - rowPx()) / 2 : scroller.scrollTop + away;
      show();
    },
    bring: (index) => {
      if (scroller === undefined || outOfView(index) === 0) return;
      scroller.scrollTop = index * rowPx() - viewportPx / 3;
      show();
    },
    focus: (index) => {
      show();
      pool.at(index)?.element.focus({ preventScroll: true });
    },
    hasFocus: () => box?.contains(document.activeElement) === true,
    unroll: (most) => {
      unrolled = most;
      show();
      pool.refill();
      pool.settle();
    },
  };
}
