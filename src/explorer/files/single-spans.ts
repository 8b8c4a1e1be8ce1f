/** The spans of a piece one at a time, with their places: for when something is wrong with one of them. */
import { parsePiece } from './piece-json.ts';
import type { Problems } from './read-report.ts';
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
    return placeOf(piece.parts[3 * index + 2] ?? piece.line, path);
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
  if (!piece.inList) return [piece];
  const { bytes, offset, integers, parts } = piece;
  const pieces: Piece[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    const [start = 0, end = 0, line = 0] = parts.slice(at, at + 3);
    pieces.push({
      ...piece,
      bytes: bytes.subarray(start - offset, end - offset),
      offset: start,
      line,
      integers: integers.filter((each) => each >= start && each <= end),
      inList: false,
    });
  }
  return pieces;
}
