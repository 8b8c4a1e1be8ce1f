/**
 * Cuts JSON into the pieces that hold spans, while it arrives. It knows where in OTLP's and in Jaeger's JSON spans,
 * resources, scopes and processes are, in any order and one document after the other; what it does not know it passes
 * over. Only pieces are kept, never a document.
 */
import { createDocumentLines } from './document-lines.ts';
import {
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
import { arrived, byteAt, createJsonCursor, placeAt } from './json-cursor.ts';
import { type JsonFrame, pathOf } from './json-frame.ts';
import { maxKeyBytes, readKey } from './json-key.ts';
import {
  isDocumentKey,
  isOpenObject,
  isSpanKey,
  type Shape,
  shapeOfItems,
  shapeOfKey,
} from './json-shapes.ts';
import { absurdDepth, createPieceCutter } from './piece-cutter.ts';
import type { SplitSink, Splitter } from './split-sink.ts';

export interface JsonSplitter extends Splitter {
  /** There was more than one document, and each had a line to itself. */
  readonly isLines: boolean;
}

const maxFrames = 24;
/** So much is kept to be read again. */
const maxUndecided = 1_000_000;
/** A file with more lines that are no JSON is no file of traces. */
const maxUnreadable = 1_000;

export function createJsonSplitter(sink: SplitSink): JsonSplitter {
  const cursor = createJsonCursor();
  const { window, frames } = cursor;
  const cutter = createPieceCutter(cursor, sink);
  const documents = createDocumentLines();
  let stopped = false;
  let unreadable = 0;
  /** The rest of a line that could not be read is passed over. */
  let passing = false;

  function run(): void {
    while (!stopped) {
      const moved = passing ? passLine() : cutter.isBusy ? goOn() : step();
      if (!moved) return;
    }
  }

  /** One token. @returns whether there was a whole one */
  function step(): boolean {
    for (let byte = byteAt(cursor, cursor.at); byte !== -1; byte = byteAt(cursor, cursor.at)) {
      if (byte === newline) {
        // In a file of lines a document that goes on in the next line has been cut short.
        if (frames.length > 0 && documents.isLines) return cutShort();
        cursor.line += 1;
      } else if (!isBlank(byte)) {
        return token(byte);
      }
      cursor.at += 1;
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
        return byte === quote ? takeKey(frame) : unexpected('a key in quotes', byte);
      case 'colon':
        if (byte !== colon) return unexpected('a colon', byte);
        frame.state = 'value';
        break;
      case 'value':
        return begin(byte, shapeOfKey(frame.shape, frame.key));
      case 'after':
        if (byte === closing) return leave();
        if (byte !== comma) return unexpected(frame.isArray ? 'a comma or ]' : 'a comma or }', byte);
        frame.state = 'item';
        if (frame.isArray) frame.index += 1;
        break;
    }
    cursor.at += 1;
    return true;
  }

  function topLevel(byte: number): boolean {
    if (isBetweenDocuments(byte)) {
      cursor.at += 1;
      return true;
    }
    documents.begin(cursor.line);
    return byte === openBrace || byte === openBracket ? begin(byte, 'document') : unexpected('{ or [', byte);
  }

  function takeKey(frame: JsonFrame): boolean {
    const key = readKey(cursor);
    if (key === 'too long') return unexpected(`a key of at most ${maxKeyBytes} bytes`, quote);
    if (key === undefined) return false;
    if (frame.undecided && isSpanKey(key.text)) return startOver(frame);
    // Jaeger's traces and its spans both begin with `traceID`, and anything may stand before what tells.
    frame.undecided = frame.undecided && !isDocumentKey(key.text);
    frame.key = key.text;
    frame.state = 'colon';
    cursor.at = key.end;
    return true;
  }

  /** What looked like a document is a span: it is read again as one. */
  function startOver(frame: JsonFrame): boolean {
    frames.pop();
    sink.close();
    cursor.at = frame.start;
    cursor.line = frame.line;
    cutter.start('loose-span', documents.isLines);
    return true;
  }

  function begin(byte: number, shape: Shape): boolean {
    if (isPunctuation(byte)) return unexpected('a value', byte);
    const parent = frames.at(-1);
    const isContainer = isOpenObject(shape) || shapeOfItems(shape) !== undefined;
    if (isContainer && frames.length < maxFrames && canEnter(byte, shape, parent)) {
      if (parent !== undefined) parent.state = 'after';
      enter(shape, byte === openBracket);
      return true;
    }
    if (isContainer && byte !== startOfNull) {
      const expected = isOpenObject(shape) ? 'an object' : 'a list';
      sink.problem(`${placeAt(cursor)}: found ${describedByte(byte)}, expected ${expected}. It is left out.`);
    }
    if (parent !== undefined) parent.state = 'after';
    cutter.start(isContainer ? 'skipped' : shape, documents.isLines);
    return true;
  }

  function canEnter(byte: number, shape: Shape, parent: JsonFrame | undefined): boolean {
    if (byte === openBrace) return isOpenObject(shape);
    // A list of documents may stand in place of one, but not right within another list.
    const isNested = parent?.isArray === true && shape === 'document';
    return byte === openBracket && shapeOfItems(shape) !== undefined && !isNested;
  }

  function enter(shape: Shape, isArray: boolean): void {
    const { at: start, line } = cursor;
    const undecided = !isArray && shape === 'document';
    frames.push({ isArray, shape, state: 'item', key: '', index: 0, start, line, undecided });
    if (!isArray && isOpenObject(shape)) sink.open(shape);
    cursor.at += 1;
  }

  function leave(): boolean {
    const frame = frames.pop();
    cursor.at += 1;
    cutter.flush(frame);
    if (frame?.isArray === false) sink.close();
    if (frames.length === 0) documents.end(cursor.line);
    return true;
  }

  /** @returns whether the value has ended, or will not */
  function goOn(): boolean {
    const came = cutter.goOn();
    if (came === 'waits') return false;
    if (came === 'ended') {
      if (frames.length === 0) documents.end(cursor.line);
    } else if (came === 'absurd') {
      stop(`at byte ${cursor.at} brackets are ${absurdDepth} deep. What comes after that is not read.`);
    } else {
      // Within one line nobody can tell a line cut short from a string that goes on in the next.
      const isFirstLine = documents.count === 0 && documents.start === cutter.line;
      if (documents.isLines || isFirstLine) return cutShort();
      cutter.passNewline();
    }
    return true;
  }

  function cutShort(): boolean {
    const within = pathOf(frames) || 'a value';
    sink.problem(`Line ${cursor.line} ends in the middle of ${within}. What came before is kept.`);
    closeAll();
    return true;
  }

  function closeAll(): void {
    cutter.flush(frames.at(-1));
    cutter.breakOff();
    while (frames.length > 0) if (frames.pop()?.isArray === false) sink.close();
    documents.breakOff();
  }

  function stop(why: string): void {
    sink.problem(`${placeAt(cursor)}: ${why}`);
    closeAll();
    stopped = true;
  }

  function unexpected(what: string, byte: number): boolean {
    const why = `at byte ${cursor.at} found ${describedByte(byte)}, expected ${what}.`;
    unreadable += 1;
    // In the middle of a document of many lines nobody knows where to go on.
    const resumes = frames.length === 0 || documents.start === cursor.line;
    if (!resumes || unreadable > maxUnreadable) {
      stop(`${why} What comes after it is not read.`);
      return true;
    }
    sink.problem(`${placeAt(cursor)}: ${why} The rest of the line is not read.`);
    closeAll();
    passing = true;
    return true;
  }

  function passLine(): boolean {
    const end = window.bytes.subarray(0, window.length).indexOf(newline, cursor.at - window.base);
    cursor.at = end === -1 ? arrived(cursor) : window.base + end;
    passing = end === -1;
    return !passing;
  }

  /** Everything before it has been handed on. */
  function firstNeeded(): number {
    const frame = frames.at(-1);
    if (frame?.undecided === true && cursor.at - frame.start > maxUndecided) frame.undecided = false;
    return cutter.neededFrom ?? (frame?.undecided === true ? frame.start : cursor.at);
  }

  return {
    feed(chunk) {
      if (stopped) return;
      window.append(chunk);
      run();
      cutter.flush(frames.at(-1));
      window.forget(stopped ? arrived(cursor) : firstNeeded());
    },
    end() {
      if (stopped) return;
      if (frames.length > 0 || cutter.isBusy) {
        const within = pathOf(frames) || 'the first value';
        sink.problem(
          `The file ends at byte ${arrived(cursor)}, in the middle of ${within}. What came before is kept.`,
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
