/**
 * Makes spans of pieces: gives each its resource and scope. Where those come after the spans in the file, as Jaeger's
 * processes do, the spans' bytes wait for them.
 */
import type { Resource, Scope, Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Piece, SpanShape, SplitSink, ValueName } from './split-sink.ts';

/** What a splitter's pieces are written in. None of these throws. */
export interface PieceDecoder {
  resource(piece: Piece): Resource;
  scope(piece: Piece): Scope;
  /** By their ids in the trace. */
  processes(piece: Piece): ReadonlyMap<string, Resource>;
  otlpSpans(piece: Piece, resource: Resource, scope: Scope): Span[];
  jaegerSpans(piece: Piece, processes: ReadonlyMap<string, Resource>): Span[];
  looseSpans(piece: Piece): Span[];
  /** What an answer says that holds no traces. */
  error(piece: Piece): void;
}

export interface AssemblerEffects {
  onSpans(spans: Span[]): void;
  problem(sentence: string): void;
}

interface Held {
  shape: SpanShape;
  piece: Piece;
  scope: Scope;
}

interface Document {
  kind: 'document';
  resource: Resource | undefined;
  processes: ReadonlyMap<string, Resource> | undefined;
  held: Held[];
}

interface ScopeSpans {
  kind: 'scopeSpans';
  scope: Scope | undefined;
  held: Piece[];
}

/** Spans whose resource comes after them are kept in memory up to here. */
const maxHeldBytes = 700_000_000;

/** Some milliseconds of work. */
const atOnceBytes = 512 * 1024;

const noProcesses: ReadonlyMap<string, Resource> = new Map();

export interface Assembler extends SplitSink {
  /** Makes spans of some that waited. @returns whether there are more */
  work(): boolean;
}

export function createAssembler(decoder: PieceDecoder, { onSpans, problem }: AssemblerEffects): Assembler {
  const open: (Document | ScopeSpans)[] = [];
  const ready: (() => Span[])[] = [];
  let heldBytes = 0;
  let toldOfTooMany = false;

  const emit = (spans: Span[]): void => {
    if (spans.length > 0) onSpans(spans);
  };
  const innermostDocument = (): Document | undefined =>
    open.findLast((each): each is Document => each.kind === 'document');

  function hold(piece: Piece): Piece | undefined {
    if (heldBytes + piece.bytes.length > maxHeldBytes) {
      if (!toldOfTooMany) {
        problem(
          `${piece.path}: more than ${maxHeldBytes / 1e6} MB of spans come before what they belong to, their resource or process. Those after that are left out.`,
        );
      }
      toldOfTooMany = true;
      return undefined;
    }
    heldBytes += piece.bytes.length;
    return { ...piece, bytes: piece.bytes.slice() };
  }

  function add(shape: SpanShape, piece: Piece, scope: Scope): void {
    const document = innermostDocument();
    if (shape === 'loose-span') emit(decoder.looseSpans(piece));
    else if (shape === 'otlp-span' && document?.resource !== undefined) {
      emit(decoder.otlpSpans(piece, document.resource, scope));
    } else if (shape === 'jaeger-span' && document?.processes !== undefined) {
      emit(decoder.jaegerSpans(piece, document.processes));
    } else {
      const kept = hold(piece);
      if (kept !== undefined) document?.held.push({ shape, piece: kept, scope });
    }
  }

  function release({ held, resource = { attributes: [] }, processes = noProcesses }: Document): void {
    // Few are made at once, so that they keep their place in the file.
    const isLittle = held.reduce((bytes, { piece }) => bytes + piece.bytes.length, 0) < atOnceBytes;
    for (const { shape, piece, scope } of held) {
      const make = (): Span[] => {
        heldBytes -= piece.bytes.length;
        if (shape === 'jaeger-span') return decoder.jaegerSpans(piece, processes);
        return decoder.otlpSpans(piece, resource, scope);
      };
      if (isLittle && ready.length === 0) emit(make());
      else ready.push(make);
    }
  }

  return {
    open(kind) {
      if (kind === 'document') open.push({ kind, resource: undefined, processes: undefined, held: [] });
      else open.push({ kind, scope: undefined, held: [] });
    },
    close() {
      const closed = open.pop();
      if (closed?.kind === 'document') release(closed);
      else if (closed !== undefined) {
        const scope = closed.scope ?? { name: '', version: '', attributes: [] };
        for (const piece of closed.held) {
          heldBytes -= piece.bytes.length;
          add('otlp-span', piece, scope);
        }
      }
    },
    value(name: ValueName, piece) {
      const innermost = open.at(-1);
      if (name === 'error') decoder.error(piece);
      else if (innermost?.kind === 'scopeSpans') innermost.scope = decoder.scope(piece);
      else if (innermost !== undefined && name === 'resource') innermost.resource = decoder.resource(piece);
      else if (innermost !== undefined) innermost.processes = decoder.processes(piece);
    },
    spans(shape, piece) {
      const innermost = open.at(-1);
      if (innermost?.kind !== 'scopeSpans') add(shape, piece, { name: '', version: '', attributes: [] });
      else if (innermost.scope !== undefined) add(shape, piece, innermost.scope);
      else {
        const kept = hold(piece);
        if (kept !== undefined) innermost.held.push(kept);
      }
    },
    problem,
    work() {
      emit(ready.shift()?.() ?? []);
      return ready.length > 0;
    },
  };
}
