/** What the splitters hand on while they read: pieces of the file in bytes, and what they are pieces of. */

/** Spans that follow each other in the file, or one other value. */
export interface Piece {
  /** Valid during the call only. */
  bytes: Uint8Array;
  /** Where in the file the first byte is. */
  offset: number;
  /** From 1; 0 where there are no lines. */
  line: number;
  /** Where in the file integers begin and end that a double may not hold, in pairs. */
  integers: readonly number[];
  /** Of the first span in its list. */
  firstIndex: number;
  /** Of spans in a list, where each begins and ends in the file, and in which line it begins: three numbers for each. */
  parts: readonly number[];
  /** Of the list, `resourceSpans[0].scopeSpans[2].spans`; of a span that is in no list, its own. */
  path: string;
  inList: boolean;
}

export type ValueName = 'resource' | 'scope' | 'processes' | 'error';
export type SpanShape = 'otlp-span' | 'jaeger-span' | 'loose-span';

/** Never throws. */
export interface SplitSink {
  /** `document` is what has a resource or processes: one of `resourceSpans`, or a trace of Jaeger's. */
  open(kind: 'document' | 'scopeSpans'): void;
  /** What was opened last. */
  close(): void;
  value(name: ValueName, piece: Piece): void;
  spans(shape: SpanShape, piece: Piece): void;
  problem(sentence: string): void;
}

/** A file that is read piece by piece, as it arrives. Never throws. */
export interface Splitter {
  feed(chunk: Uint8Array): void;
  /** There is no more. */
  end(): void;
  /** Nothing more can be made of what follows. */
  readonly stopped: boolean;
}

/** `line 3, resourceSpans[0]`: the place alone in the first line, for a large file may have only one. */
export function placeOf(line: number, path: string): string {
  if (line <= 1) return path === '' ? 'The start' : path;
  return path === '' ? `Line ${line}` : `line ${line}, ${path}`;
}
