/** A long text in pieces that a browser can lay out one by one. */

const pieceLength = 8_000;
/** How far back from its end a piece looks for a line's end to stop at. */
const lookBack = 2_000;

/** Joined they are the text. A piece ends with a line where it can, and never inside a character. */
export function textPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

function pieceEnd(text: string, from: number): number {
  const most = from + pieceLength;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > most - lookBack) return line;
  const last = text.charCodeAt(most - 1);
  // Half of a pair: the other half goes into the same piece.
  return last >= 0xd800 && last < 0xdc00 ? most - 1 : most;
}
