/** From offsets in a document to places in it. */
import type { Place } from '../model/place.ts';

/** Places of a text, by offset from 0. */
export interface Places {
  at(start: number, end?: number): Place;
  /** The text of a line, from 1, without its end. */
  line(line: number): string;
  /** The offset a line begins at. */
  startOf(line: number): number;
}

/** Find places in a text. Line ends are LF, CRLF and CR. */
export function placesOf(file: string, text: string): Places {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/gu)) starts.push(end.index + end[0].length);
  const point = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return {
    at(start, end) {
      const from = point(start);
      if (end === undefined) return { file, ...from };
      const to = point(end);
      return { file, ...from, endLine: to.line, endColumn: to.column };
    },
    line: (line) => text.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/u, ''),
    startOf: (line) => starts[line - 1] ?? text.length,
  };
}
