/** A long text in lines that can be drawn: no line is longer than a row can hold. Pure. */

/** A longer line goes on in the next row. */
const mostInARow = 400;

export interface TextLines {
  readonly text: string;
  /** Rows to draw. */
  readonly length: number;
  /** Where each row begins in `text`; one entry more, for the end of the last. */
  readonly start: Uint32Array;
  /** Number of the line, from 1; 0 when it goes on from the row before. */
  readonly number: Uint32Array;
}

export function textLines(text: string): TextLines {
  const starts: number[] = [];
  const numbers: number[] = [];
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    let number = line;
    do {
      starts.push(at);
      numbers.push(number);
      number = 0;
      at = Math.min(end, wholeCharacters(text, at + mostInARow));
    } while (at < end);
    at = end + 1;
  }
  return {
    text,
    length: starts.length,
    start: Uint32Array.from([...starts, text.length]),
    number: Uint32Array.from(numbers),
  };
}

/** Without the newline it ends in. */
export function textOf({ text, start }: TextLines, row: number): string {
  const end = start[row + 1] ?? text.length;
  return text.slice(start[row] ?? 0, end).replace(/\n$/u, '');
}

/** Where `sought` is, whatever its case; at most `most` places. */
export function placesOf(text: string, sought: string, most: number): number[] {
  if (sought === '') return [];
  const pattern = new RegExp(sought.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu');
  const places: number[] = [];
  for (const match of text.matchAll(pattern)) {
    places.push(match.index);
    if (places.length === most) break;
  }
  return places;
}

/** Row of a place in the text. */
export function rowAt({ start, length }: TextLines, place: number): number {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((start[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Not within a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
