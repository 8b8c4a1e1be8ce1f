/** From one row of a kind to the next: errors, matches of a find. */
import type { Row } from '../model/trace-columns.ts';

/** The next row after `from` (or before it) for which `is` holds, around the ends; undefined when there is none. */
export function nextRow(length: number, from: Row, step: 1 | -1, is: (row: Row) => boolean): Row | undefined {
  for (let far = 1; far <= length; far++) {
    const row = (((from + step * far) % length) + length) % length;
    if (is(row)) return row;
  }
  return undefined;
}
