/** One file on its way into a library. No framework: the page's head starts these before anything else is there. */
import type { LoadReport, LoadSource } from '../library/library-message.ts';
import type { Progress } from '../library/trace-library.ts';
import type { FileLibrary } from '../library/worker-client.ts';

/** Something to read, and what it is called. */
export interface Source {
  name: string;
  /** Or what makes it, when it is wanted. */
  from: LoadSource | (() => Promise<LoadSource>);
  /** Given when the page was opened, not by its reader. */
  served?: boolean;
  /** Its place among the files a server offers. */
  number?: number;
}

export interface Load {
  readonly source: Source;
  readonly done: Promise<LoadReport>;
  readonly progress: Progress | undefined;
  stop(): void;
  /** Called at every progress. Only one can listen. */
  listen(changed: () => void): void;
}

export function startLoad(library: FileLibrary, source: Source): Load {
  const abort = new AbortController();
  let progress: Progress | undefined;
  let tell: () => void = () => undefined;
  const load = (from: LoadSource) =>
    library.load(from, {
      signal: abort.signal,
      onProgress(now) {
        progress = now;
        tell();
      },
    });
  const { from } = source;
  const done = typeof from === 'function' ? from().then(load) : load(from);
  // Whoever listens hears of it; that nobody does yet is no fault.
  done.catch(() => undefined);
  return {
    source,
    done,
    get progress() {
      return progress;
    },
    stop: () => abort.abort(),
    listen(changed) {
      tell = changed;
    },
  };
}
