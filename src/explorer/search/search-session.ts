/** Runs the searches of a page: one at a time, again when the library changes, and knows which traces are new. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { SearchQuery, SearchResult, TraceLibrary } from '../library/trace-library.ts';
import { sameQuery } from './conditions.ts';

export interface SearchSession {
  /** The latest there is; stays while another is looked for. */
  result: Accessor<SearchResult | undefined>;
  busy: Accessor<boolean>;
  /** Why the latest search found nothing to show: a sentence. */
  error: Accessor<string | undefined>;
  /** Traces that came while this query was on show. */
  fresh: Accessor<ReadonlySet<string>>;
  /** The reader has seen them. */
  acknowledge: () => void;
  search: () => void;
  cancel: () => void;
}

export interface SearchSessionOptions {
  library: () => TraceLibrary;
  query: () => SearchQuery;
  onAnswer?: () => void;
  /** Calls back before the next frame is drawn; the page's own by default. */
  onFrame?: (callback: () => void) => void;
}

const none: ReadonlySet<string> = new Set();

export function createSearchSession(options: SearchSessionOptions): SearchSession {
  const onFrame = options.onFrame ?? ((callback) => void requestAnimationFrame(callback));
  const [result, setResult] = createSignal<SearchResult>();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();
  const [fresh, setFresh] = createSignal(none);
  let running: AbortController | undefined;
  /** The library changed while it was asked. */
  let stale = false;
  /** What was there when the reader asked; undefined until the first answer. */
  let known: Set<string> | undefined;

  const start = async (): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    stale = false;
    setBusy(true);
    try {
      const found = await options.library().search(options.query(), mine.signal);
      if (mine.signal.aborted) return;
      note(found);
      setResult(found);
      options.onAnswer?.();
      setError(undefined);
    } catch (cause) {
      if (mine.signal.aborted) return;
      setError(cause instanceof Error && cause.message !== '' ? cause.message : String(cause));
    }
    running = undefined;
    setBusy(false);
    if (stale) void start();
  };
  const note = (found: SearchResult): void => {
    if (known === undefined) {
      known = new Set(found.traces.map((trace) => trace.traceId));
      setFresh(none);
      return;
    }
    const before = known;
    setFresh(new Set(found.traces.map((trace) => trace.traceId).filter((id) => !before.has(id))));
  };
  const search = (): void => {
    known = undefined;
    void start();
  };
  const cancel = (): void => {
    running?.abort();
    running = undefined;
    stale = false;
    setBusy(false);
  };

  const query = createMemo(options.query, undefined, { equals: sameQuery });
  createEffect(on([options.library, query], search));
  createEffect(
    on(options.library, (library) => {
      let waiting = false;
      const unsubscribe = library.subscribe(() => {
        if (waiting) return;
        waiting = true;
        onFrame(() => {
          waiting = false;
          // Asking anew for each of many changes would never come to an answer.
          if (running === undefined) void start();
          else stale = true;
        });
      });
      onCleanup(unsubscribe);
    }),
  );
  onCleanup(cancel);

  return {
    result,
    busy,
    error,
    fresh,
    acknowledge: () => {
      known = new Set(result()?.traces.map((trace) => trace.traceId));
      setFresh(none);
    },
    search,
    cancel,
  };
}
