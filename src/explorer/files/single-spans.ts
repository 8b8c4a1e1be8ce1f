/** The spans of a piece one at a time, with their places: for when something is wrong with one of them. */
import { parsePiece } from './piece-json.ts';
import type { Problems } from './read-report.ts';
import { scanValue, startScan } from './scan-value.ts';
import { type Piece, placeOf } from './split-sink.ts';

export interface SingleSpan {
  value: unknown;
  /** `resourceSpans[0].scopeSpans[2].spans[17]`, with its line unless that is the first. */
  place: () => string;
}

/**
 * Spans that are no JSON are left out, and said to be.
 * @param parsed the piece's value, when the whole of it is JSON
 */
export function eachSpan(
  piece: Piece,
  parsed: readonly unknown[] | undefined,
  problems: Problems,
): SingleSpan[] {
  const place = (index: number) => (): string => {
    const path = piece.inList ? `${piece.path}[${piece.firstIndex + index}]` : piece.path;
    return placeOf(singlePieces(piece)[index]?.line ?? piece.line, path);
  };
  if (parsed !== undefined) return parsed.map((value, index) => ({ value, place: place(index) }));
  return singlePieces(piece).flatMap((single, index) => {
    try {
      return [{ value: parsePiece(single), place: place(index) }];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.add(() => `${place(index)()}: at byte ${single.offset} is no JSON: ${why}. It is left out.`);
      return [];
    }
  });
}

function singlePieces(piece: Piece): Piece[] {
  const { bytes, offset, integers } = piece;
  const pieces: Piece[] = [];
  let at = 0;
  let line = piece.line;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a) line += 1;
    if (byte <= 0x20 || byte === 0x2c) {
      at += 1;
      continue;
    }
    const scan = startScan(false, false);
    const start = at;
    at = scanValue(bytes, at, bytes.length, offset, scan);
    // A newline within a string, or a bracket too many.
    if (scan.broken || at === start) at += 1;
    else {
      const within = integers.filter((each) => each >= offset + start && each <= offset + at);
      pieces.push({
        ...piece,
        bytes: bytes.subarray(start, at),
        offset: offset + start,
        line,
        integers: within,
        count: 1,
        inList: false,
      });
    }
    line += scan.lines;
  }
  return pieces;
}
