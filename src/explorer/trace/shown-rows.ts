/** What is drawn of a trace, which row is chosen, and where “next” leads. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import { correctClocks } from '../model/clock-skew.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { nextRow } from '../timeline/row-steps.ts';
import { createSelectedSpan } from './selected-span.ts';
import { type TraceFacts, traceFacts } from './trace-facts.ts';

export interface ShownRowsSource {
  trace: OpenTrace;
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
}

export interface ShownRows {
  reported: Accessor<TraceColumns>;
  /** As reported, or with clocks corrected. */
  columns: Accessor<TraceColumns>;
  facts: Accessor<TraceFacts>;
  selected: Accessor<Row | undefined>;
  select: (row: Row | undefined) => void;
  /** Where a find or “next” went. */
  at: Accessor<{ readonly row: Row } | undefined>;
  goTo: (row: Row) => void;
  /** To the next row for which `is` holds, around the end; rows of hidden services do not count. */
  goToNext: (is: (columns: TraceColumns, row: Row) => boolean, step?: 1 | -1) => void;
}

export function createShownRows(source: ShownRowsSource): ShownRows {
  /** By its number, since rows move while a trace grows. */
  const [went, setWent] = createSignal<{ readonly traceId: string; readonly number: number }>();
  const reported = (): TraceColumns => source.trace.columns;
  const isCorrected = createMemo(() => source.state.corrected);
  const columns = createMemo(() => (isCorrected() ? correctClocks(reported()).columns : reported()));
  const facts = createMemo(() => traceFacts(reported()));
  const spanId = createMemo(() => source.state.spanId);
  const chosen = createSelectedSpan(reported, spanId);
  const traceId = createMemo(() => reported().traceId);
  /** The same as long as nobody went elsewhere; its row is where the span is by now. */
  const at = createMemo(() => {
    const to = went();
    if (to === undefined || to.traceId !== traceId()) return undefined;
    return {
      get row() {
        return Math.max(0, reported().number.indexOf(to.number));
      },
    };
  });
  const goTo = (row: Row): void => {
    const number = reported().number[row];
    if (number !== undefined) setWent({ traceId: traceId(), number });
  };
  const select = (row: Row | undefined): void => {
    setWent(undefined);
    source.onState({ spanId: row === undefined ? undefined : chosen.choose(row) });
  };
  return {
    reported,
    columns,
    facts,
    selected: chosen.row,
    select,
    at,
    goTo,
    goToNext(is, step = 1) {
      const { length, services, service } = columns();
      const { hiddenServices, view } = source.state;
      const isHidden = (row: Row): boolean => hiddenServices.includes(services[service[row] ?? 0] ?? '');
      const from = chosen.row() ?? at()?.row ?? (step === 1 ? -1 : 0);
      const row = nextRow(length, from, step, (each) => is(columns(), each) && !isHidden(each));
      if (row === undefined) return;
      // Other views than the waterfall may have no place for it.
      if (chosen.row() !== undefined || view !== 'timeline') select(row);
      goTo(row);
    },
  };
}
