/**
 * Reads traces out of a file or an answer of any format, while its bytes arrive: OTLP as JSON or protobuf, one request
 * or many, Jaeger's JSON, spans alone; each of them gzipped, too. The format is told by the content. Only what
 * is being worked on is in memory.
 */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createPause } from '../library/next-turn.ts';
import type { Progress } from '../library/trace-library.ts';
import { type ByteSource, createByteSource } from './byte-source.ts';
import { createJsonDecoder } from './json-decoder.ts';
import { createJsonSplitter } from './json-splitter.ts';
import { createProtobufSplitter } from './protobuf-splitter.ts';
import { createProblems, type ReadReport, type TraceFormat } from './read-report.ts';
import { headBytes, type Sniffed, sniff } from './sniff.ts';
import { createAssembler } from './span-assembler.ts';

export interface ReadTracesOptions {
  /** The file's, for sentences. */
  name?: string | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Called again and again, with some hundred spans. Those of one resource and scope share these objects.
   * @returns false when there is no room for more: then reading ends
   */
  onSpans(spans: Span[]): unknown;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** What compressed bytes may come to. A file of a few kB could hold gigabytes. */
  maxInflatedBytes?: number | undefined;
}

const defaultMaxInflated = 4_000_000_000;
/** So many bytes are worked on at once: some milliseconds. */
const sliceBytes = 256 * 1024;
const countedTraces = 100_000;

/**
 * Reads everything that can be read; what cannot is in the report. Ends with the stream, also when that fails.
 * @throws the signal's reason
 */
export async function readTraces(
  bytes: ReadableStream<Uint8Array>,
  {
    name = 'The file',
    signal,
    onSpans,
    onProgress,
    maxInflatedBytes = defaultMaxInflated,
  }: ReadTracesOptions,
): Promise<ReadReport> {
  const pause = createPause(signal);
  const problems = createProblems();
  const formats = new Set<TraceFormat>();
  const traceIds = new Set<string>();
  let spans = 0;
  let read = 0;
  let full = false;

  const count = (batch: Span[]): void => {
    spans += batch.length;
    let last = '';
    for (const { traceId } of batch) {
      if (traceId !== last && traceIds.size <= countedTraces) traceIds.add(traceId);
      last = traceId;
    }
    if (!full && onSpans(batch) === false) full = true;
  };
  const counted = bytes.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>(
      {
        transform(chunk, controller) {
          read += chunk.length;
          controller.enqueue(chunk);
        },
      },
      undefined,
      { highWaterMark: 0 },
    ),
  );

  const splitAll = async (source: ByteSource, sniffed: Sniffed, limit: number): Promise<void> => {
    const isJson = sniffed.kind === 'json';
    const decoder = isJson
      ? createJsonDecoder(problems, (format) => formats.add(format))
      : // Protobuf's runtime is large, and most files are JSON.
        (await import('./protobuf-decoder.ts')).createProtobufDecoder(problems);
    const assembler = createAssembler(decoder, { onSpans: count, problem: problems.add });
    const json = isJson ? createJsonSplitter(assembler) : undefined;
    if (sniffed.kind === 'protobuf') formats.add('otlp-protobuf');
    const splitter =
      json ?? createProtobufSplitter(assembler, sniffed.kind === 'protobuf' && sniffed.lengthPrefixed);
    const settle = async (): Promise<void> => {
      while (!full && assembler.work()) await pause();
      await pause();
    };
    let inflated = 0;
    try {
      for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
        signal?.throwIfAborted();
        inflated += chunk.length;
        if (inflated > limit) {
          problems.add(`${name} unpacks to more than ${limit / 1e6} MB. What comes after that is not read.`);
          break;
        }
        for (let at = 0; at < chunk.length && !splitter.stopped && !full; at += sliceBytes) {
          splitter.feed(chunk.subarray(at, at + sliceBytes));
          await settle();
        }
        onProgress?.({ bytes: read, spans });
        if (splitter.stopped || full) break;
      }
    } catch (error) {
      signal?.throwIfAborted();
      problems.add(
        isSecondMember(reason(error))
          ? `${name} goes on after the end of what is compressed, as several gzip files in one do. Only the first is read: unpack it and open what comes out.`
          : `Reading stopped after ${read} bytes: ${reason(error)}. What came before is kept.`,
      );
    }
    if (full) return;
    splitter.end();
    await settle();
    if (json?.isLines === true && formats.delete('otlp-json')) formats.add('otlp-json-lines');
  };

  const emptied = async (source: ByteSource): Promise<boolean> => {
    try {
      while ((await source.next()) !== undefined) signal?.throwIfAborted();
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      problems.add(`${name} cannot be read: ${reason(error)}.`);
      return false;
    }
  };

  const readAs = async (source: ByteSource, limit: number, depth: number): Promise<void> => {
    const sniffed = sniff(await source.head(headBytes));
    switch (sniffed.kind) {
      case 'empty':
        // Reading on tells of a stream that failed at once.
        if (await emptied(source)) problems.add(`${name} is empty.`);
        return;
      case 'other':
        problems.add(`${name} is ${sniffed.name}. Expected OTLP as JSON or protobuf, or Jaeger’s JSON.`);
        return;
      case 'gzip':
        if (depth > 1) problems.add(`${name} is compressed more than twice over.`);
        else {
          const stream = source.stream().pipeThrough(new DecompressionStream('gzip'));
          await reading(stream, maxInflatedBytes, depth + 1);
        }
        return;
      case 'utf-16le':
      case 'utf-16be': {
        const text = source.stream().pipeThrough(new TextDecoderStream(sniffed.kind));
        await reading(text.pipeThrough(new TextEncoderStream()), limit, depth + 1);
        return;
      }
      default:
        await splitAll(source, sniffed, limit);
    }
  };

  const reading = async (stream: ReadableStream<Uint8Array>, limit: number, depth: number): Promise<void> => {
    const source = createByteSource(stream);
    try {
      await readAs(source, limit, depth);
    } finally {
      await source.cancel();
    }
  };

  const abort = (): void => void source.cancel(signal?.reason);
  const source = createByteSource(counted);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await readAs(source, Number.POSITIVE_INFINITY, 0);
  } finally {
    signal?.removeEventListener('abort', abort);
    await source.cancel();
  }
  signal?.throwIfAborted();
  if (spans === 0 && problems.list().length === 0) problems.add(`${name} holds no spans.`);
  onProgress?.({ bytes: read, spans });
  return {
    format: formatOf(formats),
    spans,
    traces: traceIds.size > countedTraces ? undefined : traceIds.size,
    bytes: read,
    problems: problems.list(),
  };
}

function formatOf(formats: ReadonlySet<TraceFormat>): TraceFormat {
  const [first, ...others] = formats;
  return first === undefined ? 'unknown' : others.length > 0 ? 'mixed' : first;
}

/** As Node, Chromium, Firefox and WebKit say it; none of them reads on. */
function isSecondMember(why: string): boolean {
  return /trailing junk|junk found after|after the end of|extra bytes past/iu.test(why);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
