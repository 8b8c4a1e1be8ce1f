import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

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
