/** One pointer drags, two pinch. A press that does not move stays a click for whatever is below it. */

export interface PointerMoves {
  /** Pixels since the last call. */
  drag: (x: number, y: number) => void;
  /** How much farther apart the two are than at the last call, and the point between them, in the element. */
  pinch: (factor: number, at: { x: number; y: number }) => void;
}

/** Less than this is an unsteady hand. */
const leastDragPx = 4;

/** Listens on `element` until the function it returns is called. */
export function followPointers(element: HTMLElement, moves: PointerMoves): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let dragging = false;
  let listening = new AbortController();

  const forget = (event: PointerEvent): void => {
    down.delete(event.pointerId);
    if (down.size === 0) listening.abort();
  };
  const moved = (event: PointerEvent): void => {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const [x, y] = [now.x - before.x, now.y - before.y];
    if (!dragging && Math.hypot(x, y) < leastDragPx) return;
    dragging = true;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (other === undefined) {
      moves.drag(x, y);
      return;
    }
    const { left, top } = element.getBoundingClientRect();
    const apart = Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    moves.drag(x / 2, y / 2);
    moves.pinch(Math.hypot(now.x - other.x, now.y - other.y) / apart, {
      x: (now.x + other.x) / 2 - left,
      y: (now.y + other.y) / 2 - top,
    });
  };
  const pressed = (event: PointerEvent): void => {
    if (event.button !== 0 || down.size === 2) return;
    if (down.size === 0) {
      dragging = false;
      listening = new AbortController();
      // On the window, not by capture: a captured pointer's click would miss the node it is on.
      for (const [name, react] of [
        ['pointermove', moved],
        ['pointerup', forget],
        ['pointercancel', forget],
      ] as const) {
        window.addEventListener(name, react, { signal: listening.signal });
      }
    }
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  // The click that ends a drag chooses nothing.
  const clicked = (event: MouseEvent): void => {
    if (!dragging) return;
    dragging = false;
    event.stopPropagation();
    event.preventDefault();
  };
  element.addEventListener('pointerdown', pressed);
  element.addEventListener('click', clicked, true);
  return () => {
    listening.abort();
    element.removeEventListener('pointerdown', pressed);
    element.removeEventListener('click', clicked, true);
  };
}
