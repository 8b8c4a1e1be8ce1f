import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

/** The element's width in pixels, followed as panes are dragged. `initial` until it is known. */
export function elementWidth(element: () => HTMLElement | undefined, initial: number): Accessor<number> {
  return measured(element, 'clientWidth', initial);
}

/** As `elementWidth`. */
export function elementHeight(element: () => HTMLElement | undefined, initial: number): Accessor<number> {
  return measured(element, 'clientHeight', initial);
}

function measured(
  element: () => HTMLElement | undefined,
  what: 'clientWidth' | 'clientHeight',
  initial: number,
): Accessor<number> {
  const [size, setSize] = createSignal(initial);
  createEffect(() => {
    const target = element();
    if (target === undefined) return;
    setSize(target[what] || initial);
    const observer = new ResizeObserver(() => setSize(target[what] || initial));
    observer.observe(target);
    onCleanup(() => observer.disconnect());
  });
  return size;
}
