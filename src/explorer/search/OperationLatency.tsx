import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import type { SearchQuery, TraceSummary } from '../library/trace-library.ts';

const LatencyHistogram = lazy(() =>
  import('../views/histogram/LatencyHistogram.tsx').then((module) => ({ default: module.LatencyHistogram })),
);

export interface OperationLatencyProps {
  query: SearchQuery;
  traces: readonly TraceSummary[];
  /** The one pointed at, or else the one that was opened last: it is marked. */
  marked: string | undefined;
  onQuery: (part: Partial<SearchQuery>) => void;
}

/** How long the chosen operation took in the traces found; folded until asked for. A bar narrows the search. */
export function OperationLatency(props: OperationLatencyProps): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const counted = () => props.traces.some((trace) => trace.matchedNs !== undefined);
  const durations = createMemo(() =>
    Float64Array.from(props.traces, (trace) => trace.matchedNs ?? trace.durationNs),
  );
  const what = (): string =>
    counted()
      ? `${props.query.operation} of ${props.query.service}`
      : `a trace with ${props.query.operation} of ${props.query.service}`;
  const selected = () => {
    const index = props.traces.findIndex((trace) => trace.traceId === props.marked);
    return index < 0 ? undefined : index;
  };
  const pick = (indexes: readonly number[]): void => {
    const picked = indexes.map((index) => durations()[index] ?? 0);
    props.onQuery({ minDurationNs: Math.min(...picked), maxDurationNs: Math.max(...picked) });
  };
  return (
    <Show when={props.query.operation !== '' && props.traces.length > 0}>
      <details class="so" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Latency of this operation</summary>
        <Show when={open()}>
          <Suspense fallback={<p class="ex-muted">Loading…</p>}>
            <LatencyHistogram
              durationsNs={durations()}
              what={what()}
              each="trace"
              selected={selected()}
              {...(counted() && { onPick: pick })}
            />
          </Suspense>
        </Show>
      </details>
    </Show>
  );
}
