import { createEffect, on } from 'solid-js';

/**
 * Gives the focus back to the active row of a long list when its element was taken out of the document and put in
 * again: rows move when others come into view, or into the list. Only while nothing else has taken the focus.
 */
export function keepFocus(
  scroller: () => HTMLElement | undefined,
  /** What makes rows move. */
  moved: () => unknown,
  activeRow: () => HTMLElement | null | undefined,
): { onFocusIn: () => void; onFocusOut: (event: FocusEvent) => void } {
  let inside = false;
  createEffect(
    on(
      moved,
      () => {
        const { activeElement, body } = document;
        const astray = activeElement === body || scroller()?.contains(activeElement) === true;
        if (inside && astray) activeRow()?.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );
  return {
    onFocusIn: () => {
      inside = true;
    },
    onFocusOut: (event) => {
      if (event.relatedTarget !== null) inside = false;
    },
  };
}
