/** The rows of a few spans, without a library: for small traces and tests. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { layoutTrace } from './layout.ts';
import { createSpanTable } from './span-table.ts';
import type { TraceColumns } from './trace-columns.ts';

/** `spans` are of one trace, in the order of their arrival: a row's `number` is a span's place among them. */
export function columnsOf(spans: readonly Span[]): TraceColumns {
  const table = createSpanTable();
  return layoutTrace(
    table,
    Uint32Array.from(spans, (span) => table.add(span)),
  );
}
