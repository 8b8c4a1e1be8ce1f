/** The notices of the trace on show, without those the reader put away. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import type { TraceFacts } from './trace-facts.ts';
import { type TraceNotice, traceNotices } from './trace-notices.ts';

/** While a run goes on, children are sent before their parents: that is no news. */
const restMs = 800;

export interface NoticesSource {
  trace: OpenTrace;
  state: ExplorerState;
  /** A run may be going on. */
  alone: boolean;
}

export interface Notices {
  notices: Accessor<readonly TraceNotice[]>;
  putAway: (kind: TraceNotice['kind']) => void;
}

export function createNotices(source: NoticesSource, facts: Accessor<TraceFacts>): Notices {
  const [away, setAway] = createSignal<ReadonlySet<string>>(new Set());
  const [settled, setSettled] = createSignal(!source.alone);
  const key = (kind: TraceNotice['kind']): string => `${kind} ${source.trace.columns.traceId}`;
  createEffect(
    on(
      () => source.trace,
      () => {
        if (!source.alone) return;
        setSettled(false);
        const timer = setTimeout(() => setSettled(true), restMs);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  /** Once said it stays, as long as it is so. */
  const orphansSaid = createMemo((before: boolean) => facts().orphans > 0 && (before || settled()), false);
  // On its own: the state changes with every key of a find.
  const corrected = createMemo(() => source.state.corrected);
  const found = createMemo(() => traceNotices(source.trace.columns, facts(), corrected()));
  const notices = createMemo(() =>
    found()
      .filter(({ kind }) => kind !== 'orphans' || orphansSaid())
      .filter(({ kind }) => !away().has(key(kind))),
  );
  return { notices, putAway: (kind) => setAway(new Set([...away(), key(kind)])) };
}
