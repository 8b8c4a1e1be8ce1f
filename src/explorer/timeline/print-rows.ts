/** On paper nothing scrolls: while the page is printed, its rows are all in the document, up to a bound. */
import { onCleanup, onMount } from 'solid-js';
import type { TimelineRows } from './create-rows.ts';

/** Some forty pages. */
export const mostPrintedRows = 2_000;

export function printRows(options: { rows: Pick<TimelineRows, 'unroll'> }): void {
  const begin = (): void => options.rows.unroll(mostPrintedRows);
  const end = (): void => options.rows.unroll(undefined);
  onMount(() => {
    const media = matchMedia('print');
    const changed = (): void => (media.matches ? begin() : end());
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', changed);
    onCleanup(() => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', changed);
    });
  });
}
