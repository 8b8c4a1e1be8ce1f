import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

/** The element's width in pixels, followed as panes are dragged. `initial` until it is known. */
export function elementWidth(element: () => HTMLElement | undefined, initial: number): Accessor<number> {
  const [width, setWidth] = createSignal(initial);
  createEffect(() => {
    const target = element();
    if (target === undefined) return;
    setWidth(target.clientWidth || initial);
    const observer = new ResizeObserver(() => setWidth(target.clientWidth || initial));
    observer.observe(target);
    onCleanup(() => observer.disconnect());
  });
  return width;
}
