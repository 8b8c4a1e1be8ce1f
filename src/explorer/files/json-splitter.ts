/**
 * Cuts JSON into the pieces that hold spans, while it arrives. It knows where in OTLP's and in Jaeger's JSON spans,
 * resources, scopes and processes are, in any order and one document after the other; what it does not know it passes
 * over. Only pieces are kept, never a document.
 */
import { createByteWindow } from './byte-window.ts';
import { createDocumentLines } from './document-lines.ts';
import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  describedByte,
  isBetweenDocuments,
  isBlank,
  isPunctuation,
  newline,
  openBrace,
  openBracket,
  quote,
  startOfNull,
} from './json-bytes.ts';
import { type JsonFrame, pathOf } from './json-frame.ts';
import { isOpenObject, isSpanKey, type Shape, shapeOfItems, shapeOfKey } from './json-shapes.ts';
import { scanValue, startScan, type ValueScan } from './scan-value.ts';
import { createSpanBatch } from './span-batch.ts';
import { placeOf, type SplitSink, type Splitter } from './split-sink.ts';

export interface JsonSplitter extends Splitter {
  /** There was more than one document, and each had a line to itself. */
  readonly isLines: boolean;
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
const absurdDepth = 100_000;
const maxKeyBytes = 4_096;
const maxFrames = 24;
/** A file with more lines that are no JSON is no file of traces. */
const maxUnreadable = 1_000;

export function createJsonSplitter(sink: SplitSink): JsonSplitter {
  const window = createByteWindow();
  const frames: JsonFrame[] = [];
  const batch = createSpanBatch();
  const documents = createDocumentLines();
  let at = 0;
  let line = 1;
  let capture: Capture | undefined;
  let stopped = false;
  let unreadable = 0;
  /** The rest of a line that could not be read is passed over. */
  let passing = false;

  function run(): void {
    while (!stopped) {
      const moved = passing ? passLine() : capture === undefined ? step() : goOn(capture);
      if (!moved) return;
    }
  }

  const byteAt = (position: number): number => window.bytes[position - window.base] ?? -1;
  const available = (): number => window.base + window.length;

  /** One token. @returns whether there was a whole one */
  function step(): boolean {
    while (at < available()) {
      const byte = byteAt(at);
      if (byte === newline) {
        // In a file of lines a document that goes on in the next line has been cut short.
        if (frames.length > 0 && documents.isLines) return cutShort();
        line += 1;
      } else if (!isBlank(byte)) {
        return token(byte);
      }
      at += 1;
    }
    return false;
  }

  function token(byte: number): boolean {
    const frame = frames.at(-1);
    if (frame === undefined) return topLevel(byte);
    const closing = frame.isArray ? closeBracket : closeBrace;
    switch (frame.state) {
      case 'item':
        if (byte === closing) return leave();
        if (frame.isArray) return begin(byte, shapeOfItems(frame.shape) ?? 'skipped');
        return byte === quote ? readKey(frame) : unexpected('a key in quotes', byte);
      case 'colon':
        if (byte !== colon) return unexpected('a colon', byte);
        frame.state = 'value';
        at += 1;
        return true;
      case 'value':
        return begin(byte, shapeOfKey(frame.shape, frame.key));
      case 'after':
        if (byte === closing) return leave();
        if (byte !== comma) return unexpected(frame.isArray ? 'a comma or ]' : 'a comma or }', byte);
        frame.state = 'item';
        if (frame.isArray) frame.index += 1;
        at += 1;
        return true;
    }
  }

  function topLevel(byte: number): boolean {
    if (isBetweenDocuments(byte)) {
      at += 1;
      return true;
    }
    documents.begin(line);
    return byte === openBrace || byte === openBracket ? begin(byte, 'document') : unexpected('{ or [', byte);
  }

  function readKey(frame: JsonFrame): boolean {
    const from = at + 1 - window.base;
    let end = from;
    while (end < window.length && window.bytes[end] !== quote) end += window.bytes[end] === backslash ? 2 : 1;
    if (end - from > maxKeyBytes) return unexpected(`a key of at most ${maxKeyBytes} bytes`, quote);
    if (end >= window.length) return false;
    frame.key = new TextDecoder().decode(window.bytes.subarray(from, end));
    if (frame.undecided && isSpanKey(frame.key)) return startOver(frame);
    // Jaeger's traces and its spans both begin with it.
    frame.undecided = frame.undecided && frame.key === 'traceID';
    at = window.base + end + 1;
    frame.state = 'colon';
    return true;
  }

  /** What looked like a document is a span: it is read again as one. */
  function startOver(frame: JsonFrame): boolean {
    frames.pop();
    sink.close();
    at = frame.start;
    line = frame.line;
    startCapture('loose-span');
    return true;
  }

  function begin(byte: number, shape: Shape): boolean {
    if (isPunctuation(byte)) return unexpected('a value', byte);
    const parent = frames.at(-1);
    const isArray = byte === openBracket;
    const isContainer = isOpenObject(shape) || shapeOfItems(shape) !== undefined;
    if (isContainer && frames.length < maxFrames) {
      if (
        isArray
          ? shapeOfItems(shape) !== undefined && !isNestedList(parent, shape)
          : byte === openBrace && isOpenObject(shape)
      ) {
        enter(shape, isArray);
        return true;
      }
    }
    if (isContainer && byte !== startOfNull) {
      const expected = isOpenObject(shape) ? 'an object' : 'a list';
      sink.problem(`${place()}: found ${describedByte(byte)}, expected ${expected}. It is left out.`);
    }
    if (parent !== undefined) parent.state = 'after';
    startCapture(isContainer ? 'skipped' : shape);
    return true;
  }

  /** A list of documents right within another. */
  function isNestedList(parent: JsonFrame | undefined, shape: Shape): boolean {
    return parent?.isArray === true && shape === 'document';
  }

  function enter(shape: Shape, isArray: boolean): void {
    const parent = frames.at(-1);
    if (parent !== undefined) parent.state = 'after';
    const undecided = !isArray && shape === 'document';
    frames.push({ isArray, shape, state: 'item', key: '', index: 0, start: at, line, undecided });
    if (!isArray && isOpenObject(shape)) sink.open(shape);
    at += 1;
  }

  function leave(): boolean {
    const frame = frames.pop();
    at += 1;
    flush(frame);
    if (frame?.isArray === false) sink.close();
    if (frames.length === 0) documents.end(line);
    return true;
  }

  function startCapture(shape: Shape): void {
    const scan = startScan(shape !== 'skipped', documents.isLines);
    capture = { shape, start: at, line, scan };
  }

  /** @returns whether the value has ended */
  function goOn(current: Capture): boolean {
    const { scan } = current;
    const { bytes, length, base } = window;
    at = base + scanValue(bytes, at - base, length, base, scan);
    if (scan.broken) {
      // Within one line nobody can tell a line cut short from a string that goes on in the next.
      const isFirstLine = documents.count === 0 && documents.start === current.line + scan.lines;
      if (documents.isLines || isFirstLine) return cutShort();
      scan.broken = false;
      scan.lines += 1;
      at += 1;
      return true;
    }
    if (current.shape !== 'skipped') {
      if (scan.deepest > maxDepth) drop(current, `is nested deeper than ${maxDepth} levels`);
      else if (at - current.start > maxPieceBytes) drop(current, `is larger than ${maxPieceBytes / 1e6} MB`);
    }
    if (scan.depth > absurdDepth) {
      sink.problem(
        `${place()}: at byte ${at} brackets are ${absurdDepth} deep. What comes after that is not read.`,
      );
      closeAll();
      stopped = true;
      return true;
    }
    if (!scan.ended) return false;
    line += scan.lines;
    capture = undefined;
    finish(current);
    return true;
  }

  function drop(current: Capture, why: string): void {
    flush(frames.at(-1));
    sink.problem(`${place()}: this ${why}. It is left out.`);
    current.shape = 'skipped';
    current.scan.integers = undefined;
  }

  function finish({ shape, start, line: startLine, scan }: Capture): void {
    const integers = scan.integers ?? [];
    const frame = frames.at(-1);
    if (shape === 'otlp-span' || shape === 'jaeger-span') {
      const index = frame?.index ?? 0;
      if (batch.add({ start, end: at, line: startLine, index, integers })) flush(frame);
    } else if (shape === 'loose-span') {
      sink.spans(shape, { ...cut(start, at, startLine, integers), inList: false });
    } else if (shape === 'resource' || shape === 'scope' || shape === 'processes' || shape === 'error') {
      sink.value(shape, cut(start, at, startLine, integers));
    }
    if (frames.length === 0) documents.end(line);
  }

  function cut(start: number, end: number, startLine: number, integers: readonly number[]) {
    return {
      bytes: window.bytes.subarray(start - window.base, end - window.base),
      offset: start,
      line: startLine,
      integers,
      firstIndex: 0,
      parts: [],
      path: pathOf(frames),
      inList: false,
    };
  }

  /** Hands on the spans gathered so far. @param list they are in, which may have been left already */
  function flush(list: JsonFrame | undefined): void {
    const gathered = batch.take();
    if (gathered === undefined) return;
    const { start, end, firstIndex, parts, integers } = gathered;
    const outer = frames.at(-1) === list ? frames.slice(0, -1) : frames;
    const shape = list?.shape === 'jaegerSpans' ? 'jaeger-span' : 'otlp-span';
    const piece = cut(start, end, parts[2] ?? line, integers);
    sink.spans(shape, { ...piece, firstIndex, parts, path: pathOf(outer), inList: true });
  }

  const place = (): string => placeOf(line, pathOf(frames));

  function cutShort(): boolean {
    sink.problem(
      `Line ${line} ends in the middle of ${pathOf(frames) || 'a value'}. What came before is kept.`,
    );
    closeAll();
    return true;
  }

  function closeAll(): void {
    flush(frames.at(-1));
    capture = undefined;
    while (frames.length > 0) if (frames.pop()?.isArray === false) sink.close();
    documents.breakOff();
  }

  function unexpected(what: string, byte: number): boolean {
    const where = `${place()}: at byte ${at} found ${describedByte(byte)}, expected ${what}.`;
    const resumes = frames.length === 0 || documents.start === line;
    unreadable += 1;
    stopped = !resumes || unreadable > maxUnreadable;
    sink.problem(
      `${where} ${stopped ? 'What comes after it is not read.' : 'The rest of the line is not read.'}`,
    );
    closeAll();
    passing = true;
    return true;
  }

  function passLine(): boolean {
    const end = window.bytes.subarray(0, window.length).indexOf(newline, at - window.base);
    at = end === -1 ? available() : window.base + end;
    passing = end === -1;
    return !passing;
  }

  /** Everything before it has been handed on. */
  function firstNeeded(): number {
    if (capture !== undefined && capture.shape !== 'skipped') return capture.start;
    const frame = frames.at(-1);
    return frame?.undecided === true ? frame.start : at;
  }

  return {
    feed(chunk) {
      if (stopped) return;
      window.append(chunk);
      run();
      flush(frames.at(-1));
      window.forget(stopped ? available() : firstNeeded());
    },
    end() {
      if (stopped) return;
      if (frames.length > 0 || capture !== undefined) {
        const within = pathOf(frames) || 'the first value';
        sink.problem(
          `The file ends at byte ${available()}, in the middle of ${within}. What came before is kept.`,
        );
        closeAll();
      }
      stopped = true;
    },
    get stopped() {
      return stopped;
    },
    get isLines() {
      return documents.count > 1 && documents.linewise;
    },
  };
}
