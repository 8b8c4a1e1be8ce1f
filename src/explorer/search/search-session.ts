/** Runs the searches of a page: one at a time, again when the library changes, and knows which traces are new. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { type Following, followLibrary } from '../library/follow-library.ts';
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
  let following: Following | undefined;
  /** What was there when the reader asked; undefined until the first answer. */
  let known: Set<string> | undefined;

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
    following?.again();
  };
  const cancel = (): void => {
    following?.cancel();
    setBusy(false);
  };

  const query = createMemo(options.query, undefined, { equals: sameQuery });
  createEffect(
    on([options.library, query], ([library, asked]) => {
      known = undefined;
      following = followLibrary({
        library,
        ask: (signal) => {
          setBusy(true);
          return library.search(asked, signal);
        },
        onAnswer: (found) => {
          setBusy(false);
          note(found);
          setResult(found);
          options.onAnswer?.();
          setError(undefined);
        },
        onError: (cause) => {
          setBusy(false);
          setError(cause instanceof Error && cause.message !== '' ? cause.message : String(cause));
        },
        onFrame,
      });
      onCleanup(() => {
        following?.[Symbol.dispose]();
        setBusy(false);
      });
    }),
  );

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
