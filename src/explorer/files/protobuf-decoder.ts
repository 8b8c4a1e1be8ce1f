/** Pieces of OTLP protobuf to spans, with the store's decoder. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { decodeTracesProtobuf } from '@spanlab/sandbox/store/otlp/decode-protobuf.ts';
import { createWireReader } from '@spanlab/sandbox/store/otlp/wire-reader.ts';
import type { Problems } from './read-report.ts';
import type { PieceDecoder } from './span-assembler.ts';
import { hasRightIds, rightIds } from './span-ids.ts';
import type { Piece } from './split-sink.ts';

export function createProtobufDecoder(problems: Problems): PieceDecoder {
  /** The first span of a message made around the piece. */
  function first(piece: Piece, wrap: (bytes: Uint8Array) => Uint8Array): Span | undefined {
    try {
      return decodeTracesProtobuf(wrap(piece.bytes))[0];
    } catch (error) {
      problems.add(() => `${piece.path}: ${reason(error)}. Its resource or scope is left out.`);
      return undefined;
    }
  }

  return {
    resource: (piece) => first(piece, aroundResource)?.resource ?? { attributes: [] },
    scope: (piece) => first(piece, aroundScope)?.scope ?? { name: '', version: '', attributes: [] },
    otlpSpans(piece, resource, scope) {
      const spans = decoded(piece);
      for (const [index, span] of spans.entries()) {
        span.resource = resource;
        span.scope = scope;
        if (!hasRightIds(span)) {
          const place = `${piece.path}[${piece.firstIndex + index}]`;
          rightIds(span, (field, what) => problems.add(() => `${place}.${field}: ${what()}.`));
        }
      }
      return spans;
    },
    processes: () => new Map(),
    jaegerSpans: () => [],
    looseSpans: () => [],
    error: () => undefined,
  };

  function decoded(piece: Piece): Span[] {
    try {
      return decodeTracesProtobuf(aroundSpans(piece.bytes));
    } catch {
      return spanMessages(piece.bytes).flatMap((bytes, index) => {
        try {
          return decodeTracesProtobuf(aroundSpan(bytes));
        } catch (error) {
          problems.add(() => `${piece.path}[${piece.firstIndex + index}]: ${reason(error)}. It is left out.`);
          return [];
        }
      });
    }
  }
}

/** The messages of a field that is all a piece consists of. */
function spanMessages(bytes: Uint8Array): Uint8Array[] {
  const reader = createWireReader(bytes);
  const messages: Uint8Array[] = [];
  reader.fields(() => {
    messages.push(reader.bytesView());
    return true;
  });
  return messages;
}

/** A field of bytes, or of a message that consists of them. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  const header = [(number << 3) | 2];
  for (let rest = bytes.length; ; rest >>>= 7) {
    if (rest < 0x80) {
      header.push(rest);
      break;
    }
    header.push((rest & 0x7f) | 0x80);
  }
  const written = new Uint8Array(header.length + bytes.length);
  written.set(header);
  written.set(bytes, header.length);
  return written;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const emptySpan = field(2, new Uint8Array());

/** Requests around spans with their tags, around one span, a resource, a scope. */
const aroundSpans = (spans: Uint8Array): Uint8Array => field(1, field(2, spans));
const aroundSpan = (span: Uint8Array): Uint8Array => aroundSpans(field(2, span));
const aroundResource = (resource: Uint8Array): Uint8Array =>
  field(1, joined(field(1, resource), field(2, emptySpan)));
const aroundScope = (scope: Uint8Array): Uint8Array => aroundSpans(joined(field(1, scope), emptySpan));

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
