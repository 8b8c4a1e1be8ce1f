/** Rows of a trace by what one column says of them. Pure. */

import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { AttributeColumn } from '../../library/trace-library.ts';
import { argsort } from '../../model/argsort.ts';
import type { Steps } from '../../model/steps.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { ranks } from '../figures/ranks.ts';

/** What every span has and a table can be sorted by. Rows themselves are in the order of the trace. */
export const spanFacts = [
  'name',
  'service',
  'start',
  'duration',
  'self',
  'kind',
  'status',
  'events',
  'warnings',
] as const;
export type SpanFact = (typeof spanFacts)[number];

export interface RowSort {
  by: SpanFact | AttributeColumn;
  descending: boolean;
}

/** Equal ones stay in the order of `rows`; spans without the attribute come last, either way. */
export function* sortedRows(columns: TraceColumns, rows: Uint32Array, sort: RowSort): Steps<Uint32Array> {
  const keyOf = yield* keysFor(columns, sort.by);
  yield;
  const keys = Float64Array.from(rows, keyOf);
  yield;
  const order = argsort(keys, sort.descending);
  yield;
  return order.map((place) => rows[place] ?? 0);
}

/** How many odd things there are about a span. */
export function warningCount(columns: TraceColumns, row: number): number {
  let count = 0;
  for (let bits = columns.warnings[row] ?? 0; bits > 0; bits >>= 1) count += bits & 1;
  return count;
}

function* keysFor(columns: TraceColumns, by: RowSort['by']): Steps<(row: number) => number> {
  if (typeof by === 'object') return ranked(yield* ranks(by.values), by.at);
  switch (by) {
    case 'name':
      return ranked(yield* ranks(columns.names), columns.name);
    case 'service':
      return ranked(yield* ranks(columns.services), columns.service);
    case 'kind':
      return ranked(yield* ranks(spanKinds), columns.kind);
    case 'warnings':
      return (row) => warningCount(columns, row);
    default:
      return figure(
        { start: columns.startNs, duration: columns.durationNs, self: columns.selfNs, ...columns }[by],
      );
  }
}

function ranked(places: Float64Array, at: ArrayLike<number>): (row: number) => number {
  return (row) => places[at[row] ?? -1] ?? Number.NaN;
}

function figure(figures: ArrayLike<number>): (row: number) => number {
  return (row) => figures[row] ?? 0;
}
