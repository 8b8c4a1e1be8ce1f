/**
 * Zooming and panning on the bars themselves: Ctrl and the wheel, or two fingers, zoom where they are; a drag pans what
 * is zoomed. A drag along the axis chooses a part. Scrolling down stays the browser's own.
 */
import { onCleanup } from 'solid-js';
import type { Zoom } from './create-zoom.ts';
import { type TimeWindow, windowBetween } from './zoom.ts';

export interface TimeGestureOptions {
  zoom: Zoom;
  /** Where the axis is, in the page's pixels. */
  axis: () => { leftPx: number; widthPx: number };
  /** Whether a drag that begins here chooses a part (the axis) and does not pan (the bars). */
  choosesAt: (target: EventTarget | null) => boolean;
  /** The part that is being chosen, while it is. */
  onChoosing: (part: TimeWindow | undefined) => void;
}

/** Less than this is a click. */
const dragPx = 4;
/** A notch of a wheel (100 or 120 pixels) changes the part by about a fifth. */
const zoomPerPx = 0.002;

interface Pressed {
  x: number;
  startX: number;
}

export function attachTimeGestures(element: HTMLElement, options: TimeGestureOptions): void {
  const { zoom } = options;
  const pressed = new Map<number, Pressed>();
  let dragging: 'pan' | 'choose' | undefined;
  let chooses = false;

  const placeAt = (x: number): number => {
    const { leftPx, widthPx } = options.axis();
    return Math.min(1, Math.max(0, (x - leftPx) / Math.max(1, widthPx)));
  };
  const timeAt = (x: number): number => {
    const { fromNs, toNs } = zoom.part();
    return fromNs + placeAt(x) * (toNs - fromNs);
  };

  const onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 30 : event.deltaY;
      zoom.zoom(Math.exp(Math.min(240, Math.max(-240, px)) * zoomPerPx), placeAt(event.clientX));
      return;
    }
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (across === 0 || Math.abs(across) < Math.abs(event.deltaY) / 2 || zoom.whole()) return;
    if (event.shiftKey) event.preventDefault();
    zoom.pan(across / Math.max(1, options.axis().widthPx));
  };
  const onDown = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    pressed.set(event.pointerId, { x: event.clientX, startX: event.clientX });
    if (pressed.size === 1) chooses = options.choosesAt(event.target);
    else dragging = 'pan';
  };
  const onMove = (event: PointerEvent): void => {
    const pointer = pressed.get(event.pointerId);
    if (pointer === undefined) return;
    if (pressed.size >= 2) pinch(event.pointerId, event.clientX);
    else drag(event, pointer);
    pointer.x = event.clientX;
  };
  const drag = (event: PointerEvent, pointer: Pressed): void => {
    if (dragging === undefined) {
      if (Math.abs(event.clientX - pointer.startX) < dragPx || (!chooses && zoom.whole())) return;
      dragging = chooses ? 'choose' : 'pan';
      element.setPointerCapture(event.pointerId);
    }
    if (dragging === 'choose') {
      options.onChoosing(windowBetween(zoom.totalNs(), timeAt(pointer.startX), timeAt(event.clientX)));
    } else zoom.pan((pointer.x - event.clientX) / Math.max(1, options.axis().widthPx));
  };
  /** The times below both fingers stay below them. */
  const pinch = (id: number, x: number): void => {
    const other = [...pressed].find(([each]) => each !== id)?.[1];
    const own = pressed.get(id);
    if (other === undefined || own === undefined) return;
    const before = Math.abs(own.x - other.x);
    const after = Math.abs(x - other.x);
    if (before < 8 || after < 8) return;
    zoom.zoom(before / after, placeAt(other.x));
  };
  const onUp = (event: PointerEvent): void => {
    const pointer = pressed.get(event.pointerId);
    if (pointer === undefined) return;
    pressed.delete(event.pointerId);
    if (dragging === 'choose') {
      options.onChoosing(undefined);
      if (event.type === 'pointerup') {
        zoom.set(windowBetween(zoom.totalNs(), timeAt(pointer.startX), timeAt(event.clientX)));
      }
    }
    // The click that ends a drag opens nothing.
    if (dragging !== undefined) element.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => element.removeEventListener('click', swallow, { capture: true }));
    if (pressed.size === 0) dragging = undefined;
  };

  element.addEventListener('wheel', onWheel, { passive: false });
  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('pointercancel', onUp);
  onCleanup(() => {
    element.removeEventListener('wheel', onWheel);
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('pointercancel', onUp);
  });
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
