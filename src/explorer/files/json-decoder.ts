/** Pieces of JSON to spans, whichever format they are in. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { isObject, shown } from './json-values.ts';
import { createOtlpJsonDecoder } from './otlp-json-decoder.ts';
import { parsePiece } from './piece-json.ts';
import { createJaegerReader, type JaegerReader, jaegerProcesses, type Processes } from './read-jaeger.ts';
import type { Problems, TraceFormat } from './read-report.ts';
import { eachSpan } from './single-spans.ts';
import type { PieceDecoder } from './span-assembler.ts';
import { type Piece, placeOf } from './split-sink.ts';

/** @param seen is told what spans come in */
export function createJsonDecoder(problems: Problems, seen: (format: TraceFormat) => void): PieceDecoder {
  const otlp = createOtlpJsonDecoder(problems);
  const complainAt = (place: () => string) => (field: string, what: () => string) =>
    problems.add(() => `${place()}.${field}: ${what()}.`);

  /** A span that says itself what it is. */
  function anySpan(json: unknown, place: () => string, reader: JaegerReader): Span[] {
    if (!isJaegerSpan(json)) {
      if (isObject(json) && !spanKeys.some((key) => key in json)) {
        problems.add(
          () =>
            `${place()}: found an object with ${shown(Object.keys(json)[0])}, expected a span. It is left out.`,
        );
        return [];
      }
      seen('spans-json');
      return otlp.span(json, { attributes: [] }, { name: '', version: '', attributes: [] }, place);
    }
    seen('jaeger-json');
    const span = reader.span(json, complainAt(place));
    return span === undefined ? [] : [span];
  }

  function parsedList(piece: Piece): unknown[] | undefined {
    try {
      const json = parsePiece(piece);
      return piece.inList ? (json as unknown[]) : [json];
    } catch {
      return undefined;
    }
  }

  /** Pieces of one trace share their scopes. */
  const readers = new WeakMap<Processes, JaegerReader>();
  function readerOf(processes: Processes): JaegerReader {
    const reader = readers.get(processes) ?? createJaegerReader(processes);
    readers.set(processes, reader);
    return reader;
  }
  const looseReader = createJaegerReader(new Map());

  return {
    resource: otlp.resource,
    scope: otlp.scope,
    processes(piece) {
      const place = (): string => placeOf(piece.line, piece.path);
      try {
        return jaegerProcesses(parsePiece(piece), complainAt(place));
      } catch (error) {
        problems.add(() => `${place()}: ${String(error)}. It is left out.`);
        return new Map();
      }
    },
    otlpSpans(piece, resource, scope) {
      seen('otlp-json');
      return otlp.spans(piece, resource, scope);
    },
    jaegerSpans: (piece, processes) =>
      eachSpan(piece, parsedList(piece), problems).flatMap(({ value, place }) =>
        anySpan(value, place, readerOf(processes)),
      ),
    looseSpans: (piece) =>
      eachSpan(piece, parsedList(piece), problems).flatMap(({ value, place }) =>
        anySpan(value, place, looseReader),
      ),
    error(piece) {
      const text = new TextDecoder().decode(piece.bytes.subarray(0, 300));
      if (!/^(null|\[\s*\])$/u.test(text)) {
        problems.add(() => `${placeOf(piece.line, piece.path)}: the file holds an error: ${text}`);
      }
    },
  };
}

/** One of them at least tells a span from any other object with a name. */
const spanKeys = ['traceId', 'trace_id', 'spanId', 'span_id', 'startTimeUnixNano', 'start_time_unix_nano'];

function isJaegerSpan(json: unknown): boolean {
  return isObject(json) && ('spanID' in json || 'operationName' in json || 'traceID' in json);
}
