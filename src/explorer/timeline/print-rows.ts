/** On paper nothing scrolls: while the page is printed, the timeline's rows are all in the document, up to a bound. */
import { createEffect, on } from 'solid-js';
import { createPrinting, mostPrintedRows } from '../parts/printing.ts';
import type { TimelineRows } from './create-rows.ts';

export function printRows(options: { rows: Pick<TimelineRows, 'unroll'> }): void {
  createEffect(
    on(createPrinting(), (printing) => options.rows.unroll(printing ? mostPrintedRows : undefined), {
      defer: true,
    }),
  );
}
