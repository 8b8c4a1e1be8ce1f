/** Cuts values whole out of JSON as it arrives, and gathers spans that follow each other. */
import { arrived, type JsonCursor, placeAt } from './json-cursor.ts';
import { type JsonFrame, pathOf } from './json-frame.ts';
import type { Shape } from './json-shapes.ts';
import { scanValue, startScan, type ValueScan } from './scan-value.ts';
import { createSpanBatch } from './span-batch.ts';
import type { Piece, SplitSink } from './split-sink.ts';

export interface PieceCutter {
  /** A value is being cut out, or passed over. */
  readonly isBusy: boolean;
  /** From where on the file is still needed; undefined when it is not. */
  readonly neededFrom: number | undefined;
  /** A value of this shape begins at the cursor. @param oneLine it must end before its line does */
  start(shape: Shape, oneLine: boolean): void;
  /**
   * Goes on to the value's end, or to the end of what has arrived (`waits`). `newline`: the cursor is at one within a
   * string, or where none may be. `absurd`: nothing is nested this deeply.
   */
  goOn(): 'ended' | 'waits' | 'newline' | 'absurd';
  /** Takes the newline as part of the value. */
  passNewline(): void;
  /** The line the cursor is in. */
  readonly line: number;
  /** Hands on the spans gathered so far. @param list they are in, which may have been left already */
  flush(list: JsonFrame | undefined): void;
  /** Forgets the value that is being cut out. */
  breakOff(): void;
}

interface Capture {
  shape: Shape;
  start: number;
  line: number;
  scan: ValueScan;
}

/** One value that is kept. A span with a few values of 1 MB is fine. */
const maxPieceBytes = 32_000_000;
/** Attributes may be nested 48 levels deep, which are up to four brackets each. */
const maxDepth = 250;
/** What is nested more deeply than this is no file of anything. */
export const absurdDepth = 100_000;

export function createPieceCutter(cursor: JsonCursor, sink: SplitSink): PieceCutter {
  const { window, frames } = cursor;
  const batch = createSpanBatch();
  let capture: Capture | undefined;

  function drop(current: Capture, why: string): void {
    flush(frames.at(-1));
    sink.problem(`${placeAt(cursor)}: this ${why}. It is left out.`);
    current.shape = 'skipped';
    current.scan.integers = undefined;
  }

  function finish({ shape, start, line, scan }: Capture): void {
    const integers = scan.integers ?? [];
    const list = frames.at(-1);
    const end = cursor.at;
    if (shape === 'otlp-span' || shape === 'jaeger-span') {
      if (batch.add({ start, end, line, index: list?.index ?? 0, integers })) flush(list);
    } else if (shape === 'loose-span') {
      sink.spans(shape, cut(start, end, line, integers));
    } else if (shape === 'resource' || shape === 'scope' || shape === 'processes' || shape === 'error') {
      sink.value(shape, cut(start, end, line, integers));
    }
  }

  function cut(start: number, end: number, line: number, integers: readonly number[]): Piece {
    return {
      bytes: window.bytes.subarray(start - window.base, end - window.base),
      offset: start,
      line,
      integers,
      firstIndex: 0,
      parts: [],
      path: pathOf(frames),
      inList: false,
    };
  }

  function flush(list: JsonFrame | undefined): void {
    const gathered = batch.take();
    if (gathered === undefined) return;
    const { start, end, firstIndex, parts, integers } = gathered;
    const outer = frames.at(-1) === list ? frames.slice(0, -1) : frames;
    const shape = list?.shape === 'jaegerSpans' ? 'jaeger-span' : 'otlp-span';
    const piece = cut(start, end, parts[2] ?? cursor.line, integers);
    sink.spans(shape, { ...piece, firstIndex, parts, path: pathOf(outer), inList: true });
  }

  return {
    get isBusy() {
      return capture !== undefined;
    },
    get neededFrom() {
      return capture === undefined || capture.shape === 'skipped' ? undefined : capture.start;
    },
    get line() {
      return cursor.line + (capture?.scan.lines ?? 0);
    },
    start(shape, oneLine) {
      const scan = startScan(shape !== 'skipped', oneLine);
      capture = { shape, start: cursor.at, line: cursor.line, scan };
    },
    goOn() {
      if (capture === undefined) return 'ended';
      const { scan, start } = capture;
      const { bytes, length, base } = window;
      cursor.at = base + scanValue(bytes, cursor.at - base, length, base, scan);
      if (scan.broken) return 'newline';
      if (scan.depth > absurdDepth) return 'absurd';
      if (capture.shape !== 'skipped') {
        if (scan.deepest > maxDepth) drop(capture, `is nested deeper than ${maxDepth} levels`);
        else if (cursor.at - start > maxPieceBytes) drop(capture, `is larger than ${maxPieceBytes / 1e6} MB`);
      }
      if (!scan.ended) return 'waits';
      cursor.line += scan.lines;
      const ended = capture;
      capture = undefined;
      finish(ended);
      return 'ended';
    },
    passNewline() {
      if (capture === undefined) return;
      capture.scan.broken = false;
      capture.scan.lines += 1;
      cursor.at = Math.min(cursor.at + 1, arrived(cursor));
    },
    flush,
    breakOff() {
      capture = undefined;
    },
  };
}
