/** One trace of a table, read by row: all of `OpenTrace` but its columns. */
import type { SpanTable } from '../model/span-table.ts';
import type { Row } from '../model/trace-columns.ts';
import { attributeColumn, attributeKeys } from './attribute-index.ts';
import { eventColumns } from './event-columns.ts';
import { parseFind } from './find-query.ts';
import { createSpanFinder } from './find-spans.ts';
import { LibraryError, type LinkedSpan, type OpenTrace } from './trace-library.ts';

export type TraceReader = Omit<OpenTrace, 'columns'>;

export interface ReadTrace {
  table: SpanTable;
  /** By row: the span's number in the table. */
  numbers: Uint32Array;
  startUnixNano: bigint;
  /** Spans that link to the span of this number. */
  linkedFrom: (number: number) => LinkedSpan[];
}

export function createTraceReader({ table, numbers, startUnixNano, linkedFrom }: ReadTrace): TraceReader {
  const finder = createSpanFinder(table, numbers);
  function numberAt(row: Row): number {
    const number = numbers[row];
    if (number !== undefined) return number;
    throw new LibraryError(`Found row ${row}, expected one of the trace's ${numbers.length} rows.`);
  }
  return {
    span: async (row) => table.span(numberAt(row)),
    spans: async (rows) => rows.map((row) => table.span(numberAt(row))),
    find: async (query, signal) => finder.find(parseFind(query), signal),
    attributeKeys: async () => attributeKeys(table, numbers),
    attribute: async (key) => attributeColumn(table, numbers, key),
    events: async () => eventColumns(table, numbers, startUnixNano),
    linkedFrom: async (row) => linkedFrom(numberAt(row)),
    async write(format) {
      const spans = Array.from(numbers, (number) => table.span(number));
      // Saving is rare: what it needs is loaded when it is asked for.
      if (format === 'jaeger') return (await import('../files/write-jaeger.ts')).writeJaegerJson(spans);
      return (await import('../files/write-otlp.ts')).writeOtlpJson(spans);
    },
  };
}
