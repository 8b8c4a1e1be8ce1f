/** Which row the address speaks of, kept while the trace grows. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { spanIdNumber } from '../span/span-ref.ts';

export interface SelectedSpan {
  row: Accessor<Row | undefined>;
  /** Says which of several spans with one id is meant. Gives the id for the address. */
  choose: (row: Row) => string;
}

export function createSelectedSpan(
  columns: Accessor<TraceColumns | undefined>,
  spanId: Accessor<string | undefined>,
): SelectedSpan {
  /** The span's number in its trace, as ids may be used twice. */
  const [chosen, setChosen] = createSignal<{ traceId: string; number: number }>();
  const row = createMemo((): Row | undefined => {
    const [at, id] = [columns(), spanIdNumber(spanId() ?? '')];
    if (at === undefined || id === undefined) return undefined;
    const number = chosen();
    if (number?.traceId === at.traceId) {
      const same = at.number.indexOf(number.number);
      if (same >= 0 && at.spanId[same] === id) return same;
    }
    const first = at.spanId.indexOf(id);
    return first < 0 ? undefined : first;
  });
  return {
    row,
    choose(which) {
      const at = columns();
      const number = at?.number[which];
      if (at !== undefined && number !== undefined) setChosen({ traceId: at.traceId, number });
      return (at?.spanId[which] ?? 0n).toString(16).padStart(16, '0');
    },
  };
}
