/** The library's side of the talk with the page. */
import type {
  Call,
  LibraryCalls,
  LibraryRequest,
  LibraryResponse,
  Method,
  TraceHandle,
} from './library-message.ts';
import { type LoadParts, loadTraces } from './load-traces.ts';
import { createMemoryLibrary, type MemoryLibrary } from './memory-library.ts';
import { createRecent } from './recent.ts';
import { LibraryError, type LoadOptions } from './trace-library.ts';
import type { TraceReader } from './trace-reader.ts';

/** The Worker's own end, or a port. */
export interface LibraryPort {
  postMessage(message: LibraryResponse, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<LibraryRequest>) => void): void;
}

export type ServeParts = Pick<LoadParts, 'base' | 'fetch'> & { library?: MemoryLibrary };

/** Traces that answer without being laid out again. */
const openTraces = 4;

type Handlers = {
  [Asked in Method]: (
    parameters: Parameters<LibraryCalls[Asked]>,
    options: LoadOptions,
  ) => Promise<ReturnType<LibraryCalls[Asked]>>;
};

export function serveLibrary(
  port: LibraryPort,
  { library = createMemoryLibrary(), ...loading }: ServeParts,
): void {
  const running = new Map<number, AbortController>();
  const readers = createRecent<TraceReader>(openTraces);
  const say = (message: LibraryResponse): void => port.postMessage(message, buffersOf(message));

  /** A trace given up or cleared away in the meantime is a LibraryError. */
  function readerOf(handle: TraceHandle): TraceReader {
    const key = keyOf(handle);
    const known = readers.get(key);
    if (known !== undefined) return known;
    const { columns: _, ...reader } = library.openFirst(handle);
    readers.set(key, reader);
    return reader;
  }

  const handlers: Handlers = {
    services: (_, { signal }) => library.services(signal),
    operations: ([service], { signal }) => library.operations(service, signal),
    search: ([query], { signal }) => library.search(query, signal),
    dependencies: ([query], { signal }) => library.dependencies(query, signal),
    async load([source], options) {
      try {
        return await loadTraces({ ...loading, library }, source, options);
      } finally {
        say({ type: 'changed' });
      }
    },
    async clear() {
      readers.clear();
      library.clear();
      say({ type: 'changed' });
    },
    async open([traceId, known]) {
      const handle = library.handle(traceId);
      if (known !== undefined && keyOf(known) === keyOf(handle)) return undefined;
      const { columns, ...reader } = library.openFirst(handle);
      readers.set(keyOf(handle), reader);
      // All columns move to the page; the reader goes on needing this one.
      return { handle, columns: { ...columns, number: columns.number.slice() } };
    },
    spanAt: ([traceId, spanId]) => library.spanAt(traceId, spanId),
    span: ([trace, row]) => readerOf(trace).span(row),
    spans: ([trace, rows]) => readerOf(trace).spans(rows),
    find: ([trace, query], { signal }) => readerOf(trace).find(query, signal),
    attributeKeys: ([trace]) => readerOf(trace).attributeKeys(),
    attribute: ([trace, key]) => readerOf(trace).attribute(key),
    events: ([trace]) => readerOf(trace).events(),
    linkedFrom: ([trace, row]) => readerOf(trace).linkedFrom(row),
    write: ([trace, format]) => readerOf(trace).write(format),
  };

  async function answer<Asked extends Method>({ id, method, parameters }: Call<Asked>): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const value = await handlers[method](parameters, {
        signal: controller.signal,
        onProgress: (progress) => say({ type: 'progress', id, progress }),
      });
      say({ type: 'answer', id, value });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ type: 'failed', id, message, forReader: error instanceof LibraryError });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data }) => {
    if (data.type === 'abort') running.get(data.id)?.abort();
    else void answer(data);
  });
}

function keyOf({ serial, spans }: TraceHandle): string {
  return `${serial} ${spans}`;
}

/** What is handed over rather than copied: arrays that are an answer, or stand in one. */
function buffersOf(message: LibraryResponse): Transferable[] {
  if (message.type !== 'answer' || typeof message.value !== 'object') return [];
  const parts: unknown[] = [message.value, ...Object.values(message.value)];
  if ('columns' in message.value) parts.push(...Object.values(message.value.columns));
  return parts.flatMap((part) =>
    ArrayBuffer.isView(part) &&
    part.buffer instanceof ArrayBuffer &&
    part.byteLength === part.buffer.byteLength
      ? [part.buffer]
      : [],
  );
}
