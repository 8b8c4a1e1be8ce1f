import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';

export interface GoneToSource {
  readonly columns: TraceColumns;
  readonly selected: Row | undefined;
  readonly at?: { readonly row: Row } | undefined;
}

/**
 * The row to bring into view: the one that was chosen, or that a find or “next error” went to, whichever came last.
 * Kept by the span's number, as rows move while a trace grows.
 */
export function createGoneTo(source: GoneToSource): Accessor<Row | undefined> {
  const [number, setNumber] = createSignal<number>();
  const numberOf = (row: Row | undefined): number | undefined =>
    row === undefined ? undefined : source.columns.number[row];
  const traceId = createMemo(() => source.columns.traceId);
  const chosen = createMemo(() => numberOf(source.selected));
  createEffect(on([chosen, traceId], ([to]) => setNumber(to)));
  createEffect(
    on(
      () => source.at,
      (at) => {
        if (at !== undefined) setNumber(numberOf(at.row));
      },
    ),
  );
  return createMemo(() => {
    const to = number();
    const row = to === undefined ? -1 : source.columns.number.indexOf(to);
    return row < 0 ? undefined : row;
  });
}
