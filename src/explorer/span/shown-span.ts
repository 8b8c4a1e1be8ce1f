import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { isSameValue } from './same-value.ts';

/** A span, and the columns its row is of: the two always belong together. */
export interface ShownSpan {
  trace: OpenTrace;
  columns: TraceColumns;
  row: Row;
  span: Span;
}

export interface ShownSpanSource {
  readonly trace: OpenTrace;
  readonly columns: TraceColumns;
  readonly row: Row;
}

export interface ShownSpanState {
  /** Undefined until the first has come. */
  shown: Accessor<ShownSpan | undefined>;
  /** Another one has been asked for and is not there yet. */
  pending: Accessor<boolean>;
  /** Why it could not be had. */
  failure: Accessor<string | undefined>;
  retry: () => void;
}

/** Fetches the span that is asked for, and keeps the last one until it has come: nothing flickers on the way. */
export function createShownSpan(source: ShownSpanSource): ShownSpanState {
  const [loaded, setLoaded] = createSignal<ShownSpan>();
  const [failure, setFailure] = createSignal<string>();
  const [tries, setTries] = createSignal(0);

  createEffect(() => {
    tries();
    const { trace, row } = source;
    let isWanted = true;
    onCleanup(() => {
      isWanted = false;
    });
    setFailure(undefined);
    trace.span(row).then(
      (span) => {
        if (!isWanted) return;
        const before = untrack(loaded)?.span;
        // A trace that has grown gives its spans anew: what says the same stays, and keeps its place and its focus.
        const same = before !== undefined && isSameValue(before, span) ? before : span;
        setLoaded({ trace, row, span: same, columns: source.columns });
      },
      (problem: unknown) => {
        if (isWanted) setFailure(problem instanceof Error ? problem.message : String(problem));
      },
    );
  });

  const isCurrent = ({ trace, row }: ShownSpan): boolean => trace === source.trace && row === source.row;
  const shown = createMemo<ShownSpan | undefined>((before) => {
    const span = loaded();
    if (span === undefined) return undefined;
    // Columns with other clocks are shown at once. Those of another trace do not fit the span that is still shown.
    if (isCurrent(span)) return { ...span, columns: source.columns };
    return before?.span === span.span ? before : span;
  });
  return {
    shown,
    pending: () => {
      const span = loaded();
      return failure() === undefined && (span === undefined || !isCurrent(span));
    },
    failure,
    retry: () => setTries((count) => count + 1),
  };
}
