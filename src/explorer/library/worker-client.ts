/** The page's side of the talk with the library's Worker. */
import type {
  Call,
  LibraryCalls,
  LibraryRequest,
  LibraryResponse,
  LoadReport,
  LoadSource,
  Method,
  OpenedColumns,
  TraceHandle,
} from './library-message.ts';
import { createRecent } from './recent.ts';
import { LibraryError, type LoadOptions, type OpenTrace, type TraceLibrary } from './trace-library.ts';

export interface FileLibrary extends TraceLibrary {
  /**
   * Reads traces from a file, an address of this origin, or text. Resolves when all is read, whatever is wrong with it:
   * the report says so. @throws {LibraryError} when an address gives nothing to read
   */
  load(source: LoadSource, options?: LoadOptions): Promise<LoadReport>;
  clear(): Promise<void>;
  /** Ends the Worker. */
  close(): void;
}

/** What is needed of a Worker. */
export interface LibraryWorker {
  postMessage(message: LibraryRequest): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<LibraryResponse>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
  terminate(): void;
}

interface Pending {
  resolve: (value: ReturnType<LibraryCalls[Method]>) => void;
  reject: (reason: unknown) => void;
  onProgress: LoadOptions['onProgress'];
}

/** Traces whose columns are kept, so that going back to one is instant: a comparison has two. */
const keptTraces = 2;

/** When the Worker dies, what was asked and all that is asked later rejects with a LibraryError. */
export function connectLibrary(worker: LibraryWorker): FileLibrary {
  const pending = new Map<number, Pending>();
  const listeners = new Set<() => void>();
  const kept = createRecent<OpenTrace>(keptTraces);
  /** Of traces opened here, not in a library before this one. */
  const handles = new WeakMap<OpenTrace, TraceHandle>();
  let nextId = 1;
  let ended: LibraryError | undefined;

  function end(why: string): void {
    ended ??= new LibraryError(why);
    for (const { reject } of pending.values()) reject(ended);
    pending.clear();
    kept.clear();
    worker.terminate();
  }

  worker.addEventListener('message', ({ data }) => {
    if (data.type === 'changed') {
      for (const listener of [...listeners]) listener();
      return;
    }
    const call = pending.get(data.id);
    if (call === undefined) return;
    if (data.type === 'progress') {
      call.onProgress?.(data.progress);
      return;
    }
    pending.delete(data.id);
    if (data.type === 'answer') call.resolve(data.value);
    else call.reject(new LibraryError(data.forReader ? data.message : unexpected(data.message)));
  });
  worker.addEventListener('error', (event) => {
    const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
    end(
      `The part of this page that holds the traces ${message === '' ? 'did not start' : `failed (${message})`}. Reload the page.`,
    );
  });
  worker.addEventListener('messageerror', () =>
    end('An answer with traces could not be read. Reload the page.'),
  );

  function ask<Asked extends Method>(
    method: Asked,
    parameters: Parameters<LibraryCalls[Asked]>,
    { signal, onProgress }: LoadOptions = {},
  ): Promise<ReturnType<LibraryCalls[Asked]>> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (ended !== undefined) throw ended;
      const id = nextId++;
      const abort = (): void => {
        pending.delete(id);
        worker.postMessage({ type: 'abort', id });
        reject(signal?.reason);
      };
      const settled =
        <Value>(settle: (value: Value) => void) =>
        (value: Value): void => {
          signal?.removeEventListener('abort', abort);
          settle(value);
        };
      signal?.addEventListener('abort', abort, { once: true });
      pending.set(id, {
        resolve: settled(resolve as Pending['resolve']),
        reject: settled(reject),
        onProgress,
      });
      worker.postMessage({ type: 'call', id, method, parameters } satisfies Call<Asked> as LibraryRequest);
    });
  }

  function openTrace({ handle, columns }: OpenedColumns): OpenTrace {
    const trace: OpenTrace = {
      columns,
      span: (row) => ask('span', [handle, row]),
      spans: (rows) => ask('spans', [handle, rows]),
      find: (query, signal) => ask('find', [handle, query], { signal }),
      attributeKeys: () => ask('attributeKeys', [handle]),
      attribute: (key) => ask('attribute', [handle, key]),
      events: () => ask('events', [handle]),
      linkedFrom: (row) => ask('linkedFrom', [handle, row]),
      write: (format) => ask('write', [handle, format]),
    };
    handles.set(trace, handle);
    return trace;
  }

  return {
    abilities: { comparisons: true, backlinks: true, lookbackFrom: 'newest' },
    services: (signal) => ask('services', [], { signal }),
    operations: (service, signal) => ask('operations', [service], { signal }),
    search: (query, signal) => ask('search', [query], { signal }),
    dependencies: (query, signal) => ask('dependencies', [query], { signal }),
    async open(traceId, options) {
      const since = options?.since;
      const isOurs = since?.columns.traceId === traceId && handles.has(since);
      const before = isOurs ? since : kept.get(traceId);
      const known = before === undefined ? undefined : handles.get(before);
      const opened = await ask('open', [traceId, known], options);
      const trace = opened === undefined ? before : openTrace(opened);
      if (trace === undefined) throw new LibraryError(unexpected('a trace came without columns'));
      kept.set(traceId, trace);
      return trace;
    },
    spanAt: (traceId, spanId) => ask('spanAt', [traceId, spanId]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: (source, options) => ask('load', [source], options),
    async clear() {
      kept.clear();
      await ask('clear', []);
    },
    close: () => end('The traces were closed.'),
  };
}

function unexpected(message: string): string {
  return `The part of this page that holds the traces failed: ${message}. What it holds is still there.`;
}
