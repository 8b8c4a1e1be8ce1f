import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';

export interface ElementSize {
  widthPx: number;
  heightPx: number;
}

/** How large an element is, followed as panes are dragged. `initial` until it is known. */
export function elementSize(
  element: () => HTMLElement | undefined,
  initial: ElementSize,
): Accessor<ElementSize> {
  const [size, setSize] = createSignal(initial, {
    equals: (a, b) => a.widthPx === b.widthPx && a.heightPx === b.heightPx,
  });
  createEffect(() => {
    const target = element();
    if (target === undefined) return;
    const measure = (): void => {
      // Both are 0 while it is hidden.
      if (target.clientWidth > 0) setSize({ widthPx: target.clientWidth, heightPx: target.clientHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    onCleanup(() => observer.disconnect());
  });
  return size;
}

/** The element's width in pixels, followed as panes are dragged. `initial` until it is known. */
export function elementWidth(element: () => HTMLElement | undefined, initial: number): Accessor<number> {
  const size = elementSize(element, { widthPx: initial, heightPx: 0 });
  return createMemo(() => size().widthPx);
}

/** As `elementWidth`. */
export function elementHeight(element: () => HTMLElement | undefined, initial: number): Accessor<number> {
  const size = elementSize(element, { widthPx: 0, heightPx: initial });
  return createMemo(() => size().heightPx || initial);
}
