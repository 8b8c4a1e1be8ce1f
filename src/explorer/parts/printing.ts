/** On paper nothing scrolls: while the page is printed, rows are all in the document, up to a bound. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** Some forty pages. */
export const mostPrintedRows = 2_000;

/** True while the page is laid out for paper. */
export function createPrinting(): Accessor<boolean> {
  const [printing, setPrinting] = createSignal(false);
  const begin = (): void => void setPrinting(true);
  const end = (): void => void setPrinting(false);
  onMount(() => {
    const media = matchMedia('print');
    const changed = (): void => void setPrinting(media.matches);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', changed);
    onCleanup(() => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', changed);
    });
  });
  return printing;
}

/** Indexes of the rows that are printed of `count`. */
export function printedRows(count: number, most: number): number[] {
  return Array.from({ length: Math.min(count, most) }, (_, index) => index);
}
