/** Dragging on the minimap: a part is chosen, its edges are moved, the window is moved; two fingers set both edges. */
import { type Accessor, createSignal } from 'solid-js';
import type { Zoom } from './create-zoom.ts';
import { type TimeWindow, windowBetween } from './zoom.ts';

export interface WindowDrag {
  /** The part that is being chosen, while it is. */
  choosing: Accessor<TimeWindow | undefined>;
  attach: (strip: HTMLElement) => void;
  onEdgeKey: (event: KeyboardEvent, edge: 'fromNs' | 'toNs') => void;
}

/** This near to an edge of the window the pointer takes the edge. */
const nearEdgePx = 6;
/** Less than this is a click. */
const dragPx = 3;

type Grip = 'choose' | 'move' | 'fromNs' | 'toNs';

export function createWindowDrag(zoom: Zoom, box: () => DOMRect): WindowDrag {
  const [choosing, setChoosing] = createSignal<TimeWindow>();
  const pressed = new Map<number, number>();
  let grip: Grip = 'choose';
  let startNs = 0;
  let startX = 0;
  let startPart: TimeWindow = zoom.part();
  let moved = false;

  const nsAt = (x: number): number => {
    const { left, width } = box();
    return Math.min(1, Math.max(0, (x - left) / Math.max(1, width))) * zoom.totalNs();
  };
  const gripAt = (x: number): Grip => {
    if (zoom.whole()) return 'choose';
    const { left, width } = box();
    const at = (ns: number): number => left + (width * ns) / Math.max(1, zoom.totalNs());
    const { fromNs, toNs } = zoom.part();
    const [toFrom, toTo] = [Math.abs(x - at(fromNs)), Math.abs(x - at(toNs))];
    if (Math.min(toFrom, toTo) <= nearEdgePx) return toFrom < toTo ? 'fromNs' : 'toNs';
    return x > at(fromNs) && x < at(toNs) ? 'move' : 'choose';
  };
  const moveTo = (x: number): void => {
    const ns = nsAt(x);
    if (grip === 'choose') setChoosing(windowBetween(zoom.totalNs(), startNs, ns));
    else if (grip === 'move') {
      const by = ns - startNs;
      const most = zoom.totalNs() - startPart.toNs;
      const shift = Math.min(most, Math.max(-startPart.fromNs, by));
      zoom.set({ fromNs: startPart.fromNs + shift, toNs: startPart.toNs + shift });
    } else {
      const other = grip === 'fromNs' ? startPart.toNs : startPart.fromNs;
      zoom.set(windowBetween(zoom.totalNs(), ns, other));
    }
  };
  const onDown = (strip: HTMLElement, event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    strip.setPointerCapture(event.pointerId);
    pressed.set(event.pointerId, event.clientX);
    if (pressed.size > 1) return;
    grip = gripAt(event.clientX);
    startX = event.clientX;
    startNs = nsAt(event.clientX);
    startPart = zoom.part();
    moved = false;
  };
  const onMove = (strip: HTMLElement, event: PointerEvent): void => {
    if (!pressed.has(event.pointerId)) {
      strip.dataset['grip'] = gripAt(event.clientX);
      return;
    }
    pressed.set(event.pointerId, event.clientX);
    const [one, other] = [...pressed.values()];
    if (one !== undefined && other !== undefined) {
      moved = true;
      setChoosing(windowBetween(zoom.totalNs(), nsAt(one), nsAt(other)));
      return;
    }
    moved ||= Math.abs(event.clientX - startX) >= dragPx;
    if (moved) moveTo(event.clientX);
  };
  const onUp = (event: PointerEvent): void => {
    if (!pressed.delete(event.pointerId) || pressed.size > 0) return;
    const chosen = choosing();
    setChoosing(undefined);
    if (chosen !== undefined && event.type === 'pointerup') zoom.set(chosen);
  };

  return {
    choosing,
    attach: (strip) => {
      strip.addEventListener('pointerdown', (event) => onDown(strip, event));
      strip.addEventListener('pointermove', (event) => onMove(strip, event));
      strip.addEventListener('pointerup', onUp);
      strip.addEventListener('pointercancel', onUp);
      strip.addEventListener('dblclick', () => zoom.reset());
    },
    onEdgeKey: (event, edge) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const total = zoom.totalNs();
      const part = zoom.part();
      const target = edgeAfterKey(event.key, edge, part, total, event.shiftKey);
      if (target === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const other = edge === 'fromNs' ? part.toNs : part.fromNs;
      const bounded = edge === 'fromNs' ? Math.min(target, other) : Math.max(target, other);
      zoom.set(windowBetween(total, bounded, other));
    },
  };
}

/** Where a key moves an edge of the window; undefined for keys that do not. */
export function edgeAfterKey(
  key: string,
  edge: 'fromNs' | 'toNs',
  part: TimeWindow,
  totalNs: number,
  large: boolean,
): number | undefined {
  const step = totalNs / (large ? 10 : 100);
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return part[edge] - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return part[edge] + step;
    case 'PageDown':
      return part[edge] - totalNs / 10;
    case 'PageUp':
      return part[edge] + totalNs / 10;
    case 'Home':
      return edge === 'fromNs' ? 0 : part.fromNs;
    case 'End':
      return edge === 'fromNs' ? part.toNs : totalNs;
    default:
      return undefined;
  }
}
