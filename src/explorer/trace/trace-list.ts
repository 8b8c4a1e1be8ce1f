/** The traces a library holds, followed as they come. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { TraceLibrary, TraceSummary } from '../library/trace-library.ts';
import { emptyQuery } from '../state/explorer-state.ts';

/** More than anybody looks through without a search. */
const mostTraces = 2_000;

export interface TraceListSource {
  library: () => TraceLibrary;
  /** Nobody needs them otherwise. */
  wanted: () => boolean;
}

/** The newest first; undefined until they are known. */
export function createTraceList(source: TraceListSource): Accessor<readonly TraceSummary[] | undefined> {
  const [traces, setTraces] = createSignal<readonly TraceSummary[]>();
  createEffect(() => {
    if (!source.wanted()) return;
    const library = source.library();
    const left = new AbortController();
    let busy = false;
    let changed = false;
    const look = async (): Promise<void> => {
      busy = true;
      changed = false;
      try {
        const query = { ...emptyQuery, limit: mostTraces };
        const result = await library.search(query, left.signal);
        if (!left.signal.aborted) setTraces(result.traces);
      } catch (error) {
        if (!left.signal.aborted) console.error(error);
      }
      busy = false;
      if (changed && !left.signal.aborted) void look();
    };
    void look();
    const unsubscribe = library.subscribe(() => {
      changed = true;
      if (!busy) void look();
    });
    onCleanup(() => {
      left.abort();
      unsubscribe();
    });
  });
  return traces;
}
