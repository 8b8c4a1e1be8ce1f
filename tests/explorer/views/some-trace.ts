/** Traces for the tests of the views. */
import fc from 'fast-check';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import type { TraceColumns } from '../../../src/explorer/model/trace-columns.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

export interface SomeSpan {
  service: string;
  name: string;
  /** Milliseconds. */
  at: number;
  takes: number;
  /** Place of its parent among the spans before it; at the top when there is none. */
  parent: number;
  failed?: boolean;
}

export function traceOf(spans: readonly SomeSpan[]): TraceColumns {
  return columnsOf(
    spans.map(({ failed, parent, ...span }, index) =>
      makeSpan({
        ...span,
        spanId: idOf(index),
        parentSpanId: parent >= 0 && parent < index ? idOf(parent) : '',
        ...(failed === true && { error: 'it broke' }),
      }),
    ),
  );
}

/** Any tree of a few services and operations; calls may overlap and outlast their callers. */
export const someTrace = fc
  .array(
    fc.record({
      service: fc.constantFrom('shop', 'cart', 'stock'),
      name: fc.constantFrom('GET', 'POST', 'work'),
      at: fc.nat(50),
      takes: fc.nat(50),
      parent: fc.integer({ min: -1, max: 30 }),
      failed: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map(traceOf);

function idOf(index: number): string {
  return (index + 1).toString(16).padStart(16, '0');
}
