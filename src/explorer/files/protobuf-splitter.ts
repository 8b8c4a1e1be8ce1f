/**
 * Cuts OTLP protobuf into the pieces that hold spans, while it arrives: `TracesData` and `ExportTraceServiceRequest`,
 * one message or several after the other, which for protobuf is the same.
 */
import { createByteWindow } from './byte-window.ts';
import type { Piece, SplitSink, Splitter } from './split-sink.ts';

/** A message that is gone into. */
interface Frame {
  kind: 'traces' | 'document' | 'scopeSpans';
  /** Where it ends in the file. */
  end: number;
  index: number;
}

const maxPieceBytes = 32_000_000;
/** Of any field, as protobuf has it. */
const maxLength = 2 ** 31;
const maxBatchBytes = 256 * 1024;

export function createProtobufSplitter(sink: SplitSink, lengthPrefixed: boolean): Splitter {
  const window = createByteWindow();
  const frames: Frame[] = [];
  let at = 0;
  let skipTo = 0;
  let stopped = false;
  let batch: { start: number; end: number; firstIndex: number } | undefined;
  const documents = 0;

  const available = (): number => window.base + window.length;

  /** Exact up to 49 bits, infinite beyond; undefined when it is not all there, -1 when it is none. */
  function varint(from: number): { value: number; next: number } | undefined {
    let value = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = window.bytes[from + count - window.base];
      if (from + count >= available() || byte === undefined) return undefined;
      if (count < 7) value += (byte & 0x7f) * 2 ** (7 * count);
      else if ((byte & 0x7f) !== 0) value = Number.POSITIVE_INFINITY;
      if (byte < 0x80) return { value, next: from + count + 1 };
    }
    return { value: -1, next: from };
  }

  function run(): void {
    while (!stopped) {
      if (skipTo > at) {
        at = Math.min(skipTo, available());
        if (at < skipTo) return;
      }
      const frame = frames.at(-1);
      if (frame !== undefined && at >= frame.end) leave(frame);
      else if (!field(frame)) return;
    }
  }

  function leave(frame: Frame): void {
    flush();
    frames.pop();
    if (frame.kind !== 'traces') sink.close();
    const parent = frames.at(-1);
    if (parent !== undefined) parent.index += 1;
  }

  /** @returns whether there was a whole one */
  function field(frame: Frame | undefined): boolean {
    if (lengthPrefixed && frame === undefined) return prefix();
    const tag = varint(at);
    if (tag === undefined) return false;
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (tag.value < 8 || number > 536_870_911) return malformed('a field number');
    if (wireType === 0) {
      const value = varint(tag.next);
      if (value === undefined) return false;
      if (value.value < 0) return malformed('a number');
      return pass(value.next, frame);
    }
    if (wireType === 1) return pass(tag.next + 8, frame);
    if (wireType === 5) return pass(tag.next + 4, frame);
    if (wireType !== 2) return malformed(`a field of wire type 0, 1, 2 or 5 in place of ${wireType}`);
    const length = varint(tag.next);
    if (length === undefined) return false;
    if (length.value < 0 || length.value > maxLength) return malformed('a length');
    return bytesField(frame, number, length.next, length.next + length.value);
  }

  function prefix(): boolean {
    if (available() - at < 4) return false;
    const from = at - window.base;
    const size = new DataView(window.bytes.buffer).getUint32(from);
    at += 4;
    frames.push({ kind: 'traces', end: at + size, index: documents });
    return true;
  }

  function bytesField(frame: Frame | undefined, number: number, start: number, end: number): boolean {
    if (frame !== undefined && end > frame.end)
      return malformed('a message that ends within the one around it');
    const kind = frame?.kind ?? 'traces';
    if (kind === 'traces' && number === 1) return enter('document', start, end);
    if (kind === 'document' && number === 2) return enter('scopeSpans', start, end);
    const isSpan = kind === 'scopeSpans' && number === 2;
    const isValue = (kind === 'document' || kind === 'scopeSpans') && number === 1;
    if (!isSpan && !isValue) return pass(end, frame);
    if (end - start > maxPieceBytes) {
      sink.problem(
        `${path()}: at byte ${at} begins a message larger than ${maxPieceBytes / 1e6} MB. It is left out.`,
      );
      flush();
      return pass(end, frame);
    }
    if (end > available()) return false;
    if (isSpan && frame !== undefined) {
      batch ??= { start: at, end, firstIndex: frame.index };
      batch.end = end;
      frame.index += 1;
      at = end;
      if (batch.end - batch.start > maxBatchBytes) flush();
      return true;
    }
    flush();
    sink.value(kind === 'document' ? 'resource' : 'scope', piece(start, end, 0, path()));
    at = end;
    return true;
  }

  function enter(kind: 'document' | 'scopeSpans', start: number, end: number): boolean {
    if (frames.length === 0) {
      frames.push({ kind: 'traces', end: Number.POSITIVE_INFINITY, index: 0 });
    }
    flush();
    frames.push({ kind, end, index: 0 });
    sink.open(kind);
    at = start;
    return true;
  }

  function pass(to: number, frame: Frame | undefined): boolean {
    if (frame !== undefined && to > frame.end) return malformed('a field that ends within its message');
    flush();
    skipTo = to;
    return true;
  }

  function piece(start: number, end: number, firstIndex: number, where: string): Piece {
    return {
      bytes: window.bytes.subarray(start - window.base, end - window.base),
      offset: start,
      line: 0,
      integers: [],
      firstIndex,
      parts: [],
      path: where,
      inList: true,
    };
  }

  function flush(): void {
    if (batch === undefined) return;
    const { start, end, firstIndex } = batch;
    batch = undefined;
    sink.spans('otlp-span', piece(start, end, firstIndex, `${path()}.spans`));
  }

  function path(): string {
    const [traces, document, scope] = frames;
    const of = (frame: Frame | undefined): number => frame?.index ?? 0;
    if (document === undefined) return 'The start';
    const outer = `resourceSpans[${of(traces)}]`;
    return scope === undefined ? outer : `${outer}.scopeSpans[${of(document)}]`;
  }

  function malformed(expected: string): boolean {
    sink.problem(
      `${path()}: at byte ${at} expected ${expected} of OTLP protobuf. What comes after it is not read.`,
    );
    closeAll();
    stopped = true;
    return true;
  }

  function closeAll(): void {
    flush();
    while (frames.length > 0) if (frames.pop()?.kind !== 'traces') sink.close();
  }

  return {
    feed(chunk) {
      if (stopped) return;
      window.append(chunk);
      run();
      flush();
      window.forget(stopped ? available() : at);
    },
    end() {
      if (stopped) return;
      for (let frame = frames.at(-1); frame !== undefined && at >= frame.end; frame = frames.at(-1))
        leave(frame);
      const cut =
        skipTo > at ||
        at < available() ||
        frames.some(({ end }) => end > at && end !== Number.POSITIVE_INFINITY);
      if (cut) {
        sink.problem(
          `The file ends at byte ${available()}, in the middle of ${path()}. What came before is kept.`,
        );
      }
      closeAll();
      stopped = true;
    },
    get stopped() {
      return stopped;
    },
  };
}
