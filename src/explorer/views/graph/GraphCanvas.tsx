/** A window on a plane that is larger than it: moved by drag, wheel, pinch, keys and buttons. */
import { createEffect, createSignal, type JSX, on, onCleanup, onMount } from 'solid-js';
import type { Size } from './graph-layout.ts';
import { type Box, fitted, opening, revealed, type View, within, zoomed } from './pan-zoom.ts';
import { followPointers } from './pointers.ts';
import './graph-canvas.css';

export interface GraphCanvasProps {
  /** What is drawn here: `Graph of calls`. */
  label: string;
  /** Of the plane, in pixels at its real size. */
  width: number;
  height: number;
  /** What is seen first when not all of it fits. */
  start?: Box | undefined;
  /** Where the focus or the selection is: brought into view whenever it is another. */
  focus?: Box | undefined;
  /** Placed on the plane by their own `left` and `top`; SVG may fill it. */
  children: JSX.Element;
}

const wheelSpeed = 0.0015;
const step = 1.25;
const panPx = 60;

export function GraphCanvas(props: GraphCanvasProps): JSX.Element {
  let element: HTMLDivElement | undefined;
  const [size, setSize] = createSignal<Size>({ width: 800, height: 400 });
  const [view, setView] = createSignal<View>({ x: 0, y: 0, scale: 1 });
  const plane = (): Size => ({ width: props.width, height: props.height });
  const move = (next: View): void => {
    setView(within(next, plane(), size()));
  };
  const middle = () => ({ x: size().width / 2, y: size().height / 2 });

  onMount(() => {
    const target = element;
    if (target === undefined) return;
    const measure = (): Size => setSize({ width: target.clientWidth || 1, height: target.clientHeight || 1 });
    setView(opening(plane(), measure(), props.start));
    const observer = new ResizeObserver(() => {
      measure();
      move(view());
      // A list that opens below must not cover what it is a list of.
      if (props.focus !== undefined) setView(revealed(view(), props.focus, size()));
    });
    observer.observe(target);
    // Focus on something outside the window makes the browser scroll what must not scroll.
    const unscroll = (): void => target.scrollTo(0, 0);
    target.addEventListener('scroll', unscroll);
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
      // A trackpad's pinch arrives as a wheel with Ctrl, in small steps.
      const speed = wheelSpeed * lines * (event.ctrlKey ? 6 : 1);
      move(zoomed(view(), Math.exp(-event.deltaY * speed), placeIn(target, event)));
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    const unfollow = followPointers(target, {
      drag: (x, y) => move({ ...view(), x: view().x + x, y: view().y + y }),
      pinch: (factor, at) => move(zoomed(view(), factor, at)),
    });
    onCleanup(() => {
      observer.disconnect();
      unfollow();
    });
  });
  createEffect(
    on([() => props.width, () => props.height], () => setView(opening(plane(), size(), props.start)), {
      defer: true,
    }),
  );
  createEffect(
    on(
      () => props.focus,
      (box) => {
        if (box !== undefined) setView(revealed(view(), box, size()));
      },
      { defer: true },
    ),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const pan = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.key === '+' || event.key === '=') move(zoomed(view(), step, middle()));
    else if (event.key === '-') move(zoomed(view(), 1 / step, middle()));
    else if (event.key === '0') setView(fitted(plane(), size()));
    else if (pan !== undefined) {
      move({ ...view(), x: view().x + (pan[0] ?? 0) * panPx, y: view().y + (pan[1] ?? 0) * panPx });
    } else return;
    event.preventDefault();
  };

  return (
    <div class="gc">
      <section ref={element} class="gc-window" aria-label={props.label} tabindex={0} onKeyDown={onKeyDown}>
        <div
          class="gc-plane"
          style={{
            width: `${props.width}px`,
            height: `${props.height}px`,
            transform: `translate(${view().x}px, ${view().y}px) scale(${view().scale})`,
          }}
        >
          {props.children}
        </div>
      </section>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's */}
      <div class="gc-buttons" role="group" aria-label="Zoom">
        <button type="button" class="ex-button" onClick={() => move(zoomed(view(), step, middle()))}>
          <span aria-hidden="true">+</span>
          <span class="ex-hidden">Zoom in</span>
        </button>
        <button type="button" class="ex-button" onClick={() => move(zoomed(view(), 1 / step, middle()))}>
          <span aria-hidden="true">−</span>
          <span class="ex-hidden">Zoom out</span>
        </button>
        <button type="button" class="ex-button" onClick={() => setView(fitted(plane(), size()))}>
          Show all
        </button>
      </div>
    </div>
  );
}

function placeIn(element: Element, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
