/** Traces that were opened, each in a library of its own: the newest few, so that a comparison has both of its. */

import type { LoadReport } from '../library/library-message.ts';
import { loadTraces } from '../library/load-traces.ts';
import { createMemoryLibrary } from '../library/memory-library.ts';
import type { OpenOptions, OpenTrace } from '../library/trace-library.ts';
import type { Fetch } from './jaeger-api.ts';

/** A library an answer is read into; a Worker's `FileLibrary` is one. */
export interface Shelf {
  load(source: { url: string; name: string }, options?: OpenOptions): Promise<LoadReport>;
  open(traceId: string, options?: OpenOptions): Promise<OpenTrace>;
  close(): void;
}

/** In this thread: for tests, and for traces of a few thousand spans. */
export function createMemoryShelf(fetch: Fetch): Shelf {
  const library = createMemoryLibrary();
  return {
    load: (source, options) =>
      loadTraces(
        { library, base: source.url, fetch: (input, init) => fetch(String(input), init) },
        source,
        options,
      ),
    open: (traceId, options) => library.open(traceId, options),
    close: () => library.clear(),
  };
}

const keptAtMost = 3;

export interface OpenedTraces {
  /** An empty shelf. It is kept once a trace is `put` on it. */
  take(): Shelf;
  put(traceId: string, shelf: Shelf): void;
}

export function createOpenedTraces(make: () => Shelf): OpenedTraces {
  const kept = new Map<string, Shelf>();
  // A Worker takes a moment to start: the next one does so while nobody waits for it.
  let spare: Shelf | undefined = make();
  return {
    take() {
      const shelf = spare ?? make();
      spare = undefined;
      return shelf;
    },
    put(traceId, shelf) {
      kept.get(traceId)?.close();
      kept.delete(traceId);
      kept.set(traceId, shelf);
      for (const [oldest, old] of kept) {
        if (kept.size <= keptAtMost) break;
        kept.delete(oldest);
        old.close();
      }
      spare ??= make();
    },
  };
}
