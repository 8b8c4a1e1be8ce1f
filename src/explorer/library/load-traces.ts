/** Reads traces from a file, an address or text into a library. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { grouped } from '../../words.ts';
import { readTraces } from '../files/read-traces.ts';
import type { LoadReport, LoadSource } from './library-message.ts';
import type { MemoryLibrary } from './memory-library.ts';
import { LibraryError, type LoadOptions, type Progress } from './trace-library.ts';

export interface LoadParts {
  library: Pick<MemoryLibrary, 'add' | 'spans'>;
  /** Addresses are relative to this one, and of its origin. */
  base: string;
  fetch?: typeof fetch;
}

/** At most ten a second. */
const progressEveryMs = 100;

/**
 * Reads on when something cannot be understood: the report says what.
 * @throws {LibraryError} when an address gives nothing to read; the signal's reason
 */
export async function loadTraces(
  parts: LoadParts,
  source: LoadSource,
  { signal, onProgress }: LoadOptions = {},
): Promise<LoadReport> {
  const { bytes, totalBytes, name } = await openSource(parts, source, signal);
  const traceIds = new Set<string>();
  const room = roomFor(parts.library, source.live === true ? 'oldest' : 'none');
  const tell = seldom((progress: Progress) => onProgress?.({ ...progress, totalBytes }));
  const report = await readTraces(bytes, {
    name: source.name ?? name,
    signal,
    onProgress: tell,
    onSpans(spans) {
      for (const { traceId } of spans) {
        if (traceIds.size === 2) break;
        traceIds.add(traceId);
      }
      return room.add(spans);
    },
  });
  onProgress?.({ bytes: report.bytes, totalBytes, spans: report.spans });
  return { ...report, traceIds: [...traceIds], problems: [...room.problems(), ...report.problems] };
}

/** Takes spans as long as there is room, and says what became of the others. */
function roomFor(
  library: LoadParts['library'],
  giveUp: 'oldest' | 'none',
): { add(spans: Span[]): boolean; problems(): string[] } {
  let refused = 0;
  let givenUp = 0;
  return {
    add(spans) {
      const result = library.add(spans, giveUp);
      refused += result.refused;
      givenUp += result.givenUp.traces;
      return result.refused === 0;
    },
    problems() {
      const held = grouped(library.spans);
      return [
        ...(refused > 0
          ? [`There is room for no more than the ${held} spans that are here: the rest is left out.`]
          : []),
        ...(givenUp > 0 ? [`${counted(givenUp)} given up to make room.`] : []),
      ];
    },
  };
}

function counted(traces: number): string {
  return traces === 1 ? '1 older trace was' : `${grouped(traces)} older traces were`;
}

interface OpenedSource {
  bytes: ReadableStream<Uint8Array>;
  totalBytes: number | undefined;
  name: string | undefined;
}

async function openSource(
  parts: LoadParts,
  source: LoadSource,
  signal: AbortSignal | undefined,
): Promise<OpenedSource> {
  if ('url' in source) return openAddress(parts, source.url, signal);
  const blob = 'blob' in source ? source.blob : new Blob(['text' in source ? source.text : source.bytes]);
  const name = 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined;
  return { bytes: blob.stream(), totalBytes: blob.size, name };
}

async function openAddress(
  { base, fetch = globalThis.fetch }: LoadParts,
  address: string,
  signal: AbortSignal | undefined,
): Promise<OpenedSource> {
  const url = URL.parse(address, base);
  if (url === null || url.origin !== new URL(base).origin) {
    throw new LibraryError(`Found the address ${address}, expected one of ${new URL(base).origin}.`);
  }
  const response = await fetch(url, { mode: 'same-origin', ...(signal && { signal }) }).catch((error) => {
    signal?.throwIfAborted();
    throw new LibraryError(
      `${url.pathname} cannot be had: ${error instanceof Error ? error.message : error}.`,
    );
  });
  if (!response.ok || response.body === null) throw new LibraryError(await refusal(url, response));
  // Of what is compressed on its way, the length says nothing about what arrives.
  const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
  return {
    bytes: response.body,
    totalBytes: length === null ? undefined : Number(length),
    name: url.pathname.split('/').at(-1),
  };
}

const longestRefusal = 500;

/** What a server says in words is for the reader. */
async function refusal({ pathname }: URL, response: Response): Promise<string> {
  const isText = response.headers.get('content-type')?.startsWith('text/plain') === true;
  const text = isText ? (await response.text()).trim().slice(0, longestRefusal) : '';
  return text || `${pathname} answered with ${response.status}, expected 200 and traces.`;
}

function seldom(tell: (progress: Progress) => void): (progress: Progress) => void {
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + progressEveryMs;
    tell(progress);
  };
}
