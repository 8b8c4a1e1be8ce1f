/** The traces a library holds, followed as they come. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { followLibrary } from '../library/follow-library.ts';
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
    const following = followLibrary({
      library,
      ask: (signal) => library.search({ ...emptyQuery, limit: mostTraces }, signal),
      onAnswer: (result) => setTraces(result.traces),
      onError: (error) => console.error(error),
    });
    onCleanup(() => following[Symbol.dispose]());
  });
  return traces;
}
