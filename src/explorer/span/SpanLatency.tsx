import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js';
import { plural } from '../../words.ts';
import type { Row } from '../model/trace-columns.ts';
import { rowTitle } from './row-title.ts';
import { sameOperation } from './same-operation.ts';
import type { ShownSpan } from './shown-span.ts';

const LatencyHistogram = lazy(async () => ({
  default: (await import('../views/histogram/LatencyHistogram.tsx')).LatencyHistogram,
}));

export interface SpanLatencyProps {
  shown: ShownSpan;
  open: boolean;
  onOpen: (open: boolean) => void;
  onSelect: (row: Row) => void;
}

/** How long the other calls of this operation took, for those who ask; nothing when it is the only one. */
export function SpanLatency(props: SpanLatencyProps): JSX.Element {
  const calls = createMemo(() => sameOperation(props.shown.columns, props.shown.row));
  const longest = (places: readonly number[]): Row | undefined => {
    const ns = (place: number): number => calls()?.durationsNs[place] ?? 0;
    const place = places.reduce((most, each) => (ns(each) > ns(most) ? each : most), places[0] ?? 0);
    return calls()?.rows[place];
  };
  const pick = (places: readonly number[]): void => {
    const row = longest(places);
    if (row !== undefined) props.onSelect(row);
  };
  return (
    <Show when={(calls()?.rows.length ?? 0) > 1 && calls()}>
      {(of) => (
        <details
          class="sd-explain"
          open={props.open}
          onToggle={(event) => props.onOpen(event.currentTarget.open)}
        >
          <summary>{`How long this takes: ${plural(of().rows.length, 'span')} like it in this trace`}</summary>
          <Show when={props.open}>
            <Suspense fallback={<p class="ex-muted">Loading…</p>}>
              <div class="sd-latency">
                <LatencyHistogram
                  durationsNs={of().durationsNs}
                  what={rowTitle(props.shown.columns, props.shown.row)}
                  selected={of().selected}
                  onPick={pick}
                />
                <p class="ex-muted">A bar leads to the longest of its spans.</p>
              </div>
            </Suspense>
          </Show>
        </details>
      )}
    </Show>
  );
}
