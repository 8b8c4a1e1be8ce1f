/** A long text in pieces that a browser can lay out one by one. */

const pieceLength = 8_000;
/** How far back from its end a piece looks for a line's end to stop at. */
const lookBack = 2_000;

/** What is shown of a text before somebody asks for all of it. */
const head = { characters: 2_000, lines: 20 };

/** The beginning of a long text, or of one with many lines; otherwise the text itself. */
export function textHead(text: string): string {
  let end = 0;
  for (let line = 0; line < head.lines; line += 1) {
    const next = text.indexOf('\n', end);
    if (next < 0 || next >= head.characters) {
      return text.length <= head.characters ? text : text.slice(0, wholeCharacters(text, head.characters));
    }
    end = next + 1;
  }
  return end === text.length ? text : text.slice(0, end - 1);
}

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
  return wholeCharacters(text, most);
}

/** `end`, or one before it where that is between the halves of a character. */
function wholeCharacters(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}
