/** Where the splitter is in a file of JSON: shared by its parts, each of which moves it on. */
import { type ByteWindow, createByteWindow } from './byte-window.ts';
import { type JsonFrame, pathOf } from './json-frame.ts';
import { placeOf } from './split-sink.ts';

export interface JsonCursor {
  readonly window: ByteWindow;
  /** Lists and objects that are open, the outermost first. */
  readonly frames: JsonFrame[];
  /** The next byte to look at. */
  at: number;
  line: number;
}

export function createJsonCursor(): JsonCursor {
  return { window: createByteWindow(), frames: [], at: 0, line: 1 };
}

/** The byte there; -1 when it has not arrived. */
export function byteAt({ window }: JsonCursor, position: number): number {
  return position < arrived({ window }) ? (window.bytes[position - window.base] ?? -1) : -1;
}

/** How much of the file has arrived. */
export function arrived({ window }: Pick<JsonCursor, 'window'>): number {
  return window.base + window.length;
}

/** For a sentence. */
export function placeAt({ line, frames }: JsonCursor): string {
  return placeOf(line, pathOf(frames));
}
