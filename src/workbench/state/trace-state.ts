/** What the Trace panel shows: the explorer's state, with the selection all panels share. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { TraceShow } from '../../explorer/learn/trace-show.ts';
import { type ExplorerState, initialState } from '../../explorer/state/explorer-state.ts';
import type { Selection } from './workbench-model.ts';

type SpanSelection = Selection['span'];

export interface TraceStateSource {
  /** Of the run that is shown. */
  spans: Accessor<readonly Span[]>;
  runId: Accessor<string | undefined>;
  selected: Accessor<SpanSelection>;
  onSelect: (span: SpanSelection) => void;
  /** What the prose asks for. */
  wanted: Accessor<TraceShow | undefined>;
}

/** The state as it is drawn: what was selected elsewhere wins, and a trace that is not of this run is forgotten. */
export function shownState(
  own: ExplorerState,
  selected: SpanSelection,
  traceIds: ReadonlySet<string>,
  first: string | undefined,
): ExplorerState {
  const here = selected !== undefined && traceIds.has(selected.traceId) ? selected : undefined;
  const traceId = here?.traceId ?? own.traceId;
  return {
    ...own,
    // Read from its beginning, a run is told by its first trace.
    traceId: traceId !== undefined && traceIds.has(traceId) ? traceId : first,
    spanId: here?.spanId,
  };
}

export function createTraceState(source: TraceStateSource) {
  const [own, setOwn] = createSignal<ExplorerState>({ ...initialState, page: 'trace' });
  /** Name of a span to select as soon as there is one. */
  const [awaited, setAwaited] = createSignal<string>();
  const traceIds = createMemo(() => new Set(source.spans().map(({ traceId }) => traceId)));
  const state = createMemo(() =>
    shownState(own(), source.selected(), traceIds(), source.spans()[0]?.traceId),
  );

  const change = (next: Partial<ExplorerState>): void => {
    const before = state();
    setOwn((now) => ({ ...now, ...next }));
    if (!('spanId' in next) && !('traceId' in next)) return;
    const { traceId, spanId } = { ...before, ...next };
    // Another trace is seen whole; closing a span leaves its trace on show.
    const part = traceId === before.traceId ? {} : { fromNs: undefined, toNs: undefined };
    setOwn((now) => ({ ...now, traceId, ...part }));
    source.onSelect(traceId !== undefined && spanId !== undefined ? { traceId, spanId } : undefined);
  };

  // A part of the last run's time says nothing of this one's.
  createEffect(
    on(source.runId, () => setOwn((now) => ({ ...now, fromNs: undefined, toNs: undefined })), {
      defer: true,
    }),
  );
  createEffect(
    on(source.wanted, (wanted) => {
      if (wanted === undefined) return;
      const { view, find, select, critical } = wanted;
      change({
        ...(view !== undefined && { view }),
        ...(find !== undefined && { find }),
        ...(critical !== undefined && { critical }),
      });
      setAwaited(select);
    }),
  );
  createEffect(() => {
    const name = awaited();
    const span = name === undefined ? undefined : source.spans().find((each) => each.name === name);
    if (span === undefined) return;
    setAwaited(undefined);
    source.onSelect({ traceId: span.traceId, spanId: span.spanId });
  });

  return { state, change };
}
