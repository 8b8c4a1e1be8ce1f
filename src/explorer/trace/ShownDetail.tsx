import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import { type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js';
import type { OpenTrace, TraceLibrary } from '../library/trace-library.ts';
import type { SpanRef } from '../span/span-ref.ts';
import { atTrace } from '../state/at-trace.ts';
import { type ExplorerState, emptyQuery } from '../state/explorer-state.ts';
import type { ShownRows } from './shown-rows.ts';

export interface ShownDetailProps {
  library: TraceLibrary;
  trace: OpenTrace;
  rows: ShownRows;
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  sources: Readonly<Record<string, SourceLocation>> | undefined;
  onOpenSource: ((location: SourceLocation) => void) | undefined;
  /** There is no page to search on. */
  alone: boolean;
  /** It stands beside the view, not in its place. */
  beside: boolean;
  onClose: () => void;
}

const signsOfInterest = ['pointermove', 'pointerdown', 'keydown'] as const;

const SpanDetail = lazy(async () => ({ default: (await import('../span/SpanDetail.tsx')).SpanDetail }));

/** The chosen span in full; nothing when none is. */
export function ShownDetail(props: ShownDetailProps): JSX.Element {
  onMount(() => {
    // Whoever moves over a trace opens a span next. Nothing is loaded for who only looks.
    const load = (): void => {
      for (const each of signsOfInterest) document.removeEventListener(each, load);
      void SpanDetail.preload();
    };
    for (const each of signsOfInterest) document.addEventListener(each, load, { passive: true });
    onCleanup(() => {
      for (const each of signsOfInterest) document.removeEventListener(each, load);
    });
  });
  const findSpan = () => {
    const { spanAt } = props.library;
    return spanAt && ((ref: SpanRef) => spanAt(ref.traceId, ref.spanId));
  };
  return (
    <Show when={props.rows.selected() !== undefined}>
      <Suspense>
        <SpanDetail
          trace={props.trace}
          columns={props.rows.columns()}
          row={props.rows.selected() ?? 0}
          services={props.services}
          times={props.state.times}
          sources={props.sources}
          onOpenSource={props.onOpenSource}
          alone={!props.beside}
          onSelect={props.rows.select}
          onFollow={(ref) => props.onState(atTrace(ref.traceId, ref.spanId))}
          findSpan={findSpan()}
          onSearch={
            props.alone
              ? undefined
              : (tag) => props.onState({ page: 'search', query: { ...emptyQuery, tags: tag } })
          }
          onClose={props.onClose}
        />
      </Suspense>
    </Show>
  );
}
