/**
 * Rows of a list of any length in a fixed set of elements: an element that leaves the view is filled with the row that
 * enters it, so scrolling makes no nodes. Rows are placed by `transform`; the caller gives the box its height.
 */

export interface PooledRow {
  element: HTMLElement;
}

export interface RowPoolOptions<R extends PooledRow> {
  /** Makes a row's elements, empty. */
  make: () => R;
  /** Puts what row `index` of the list says into it. Called again for a row that has changed. */
  fill: (row: R, index: number) => void;
}

export interface RowPool<R extends PooledRow> {
  /**
   * Shows the rows from `first` up to but not including `end`, `rowPx` high, and `keep`, wherever that is: a row with
   * the focus must stay in the document. -1 for none. A height of 0 leaves it to the page where rows go: on paper.
   */
  show: (first: number, end: number, keep: number, rowPx: number) => void;
  /** Fills again all that are shown. */
  refill: () => void;
  /** The element of a row, while it has one. */
  at: (index: number) => R | undefined;
  /**
   * Puts the elements in the order of their rows, for those who read the document and not the screen. The element with
   * the focus does not move, or it would lose it. Call it when scrolling has come to rest.
   */
  settle: () => void;
}

export function createRowPool<R extends PooledRow>(
  box: () => HTMLElement | undefined,
  options: RowPoolOptions<R>,
): RowPool<R> {
  const shown = new Map<number, R>();
  const spare: R[] = [];
  let heightPx = -1;

  const place = (row: R, index: number): void => {
    row.element.style.transform = heightPx === 0 ? '' : `translateY(${index * heightPx}px)`;
  };
  const take = (): R => {
    const free = spare.pop();
    if (free !== undefined) {
      free.element.hidden = false;
      return free;
    }
    const made = options.make();
    box()?.append(made.element);
    return made;
  };
  const add = (index: number): void => {
    const row = take();
    shown.set(index, row);
    place(row, index);
    options.fill(row, index);
  };

  return {
    show: (first, end, keep, rowPx) => {
      if (rowPx !== heightPx) {
        heightPx = rowPx;
        for (const [index, row] of shown) place(row, index);
      }
      for (const [index, row] of shown) {
        if ((index >= first && index < end) || index === keep) continue;
        shown.delete(index);
        spare.push(row);
      }
      for (let index = first; index < end; index++) if (!shown.has(index)) add(index);
      if (keep >= 0 && !shown.has(keep)) add(keep);
      // What is left over stays in the document, unseen, for the next time.
      for (const row of spare) if (!row.element.hidden) row.element.hidden = true;
    },
    refill: () => {
      for (const [index, row] of shown) options.fill(row, index);
    },
    at: (index) => shown.get(index),
    settle: () => {
      const parent = box();
      const inOrder = [...shown].sort(([a], [b]) => a - b).map(([, row]) => row.element);
      const isInOrder = inOrder.every((element, at) => {
        const next = inOrder[at + 1];
        return (
          next === undefined ||
          (element.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
        );
      });
      if (isInOrder) return;
      const pinned = inOrder.find((element) => element.contains(document.activeElement));
      let after = pinned === undefined;
      for (const element of inOrder) {
        if (element === pinned) after = true;
        else if (after) parent?.append(element);
        else parent?.insertBefore(element, pinned ?? null);
      }
    },
  };
}
