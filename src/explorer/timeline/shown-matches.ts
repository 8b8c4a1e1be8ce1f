/** The matches of a find that can be gone to: those of services that are not hidden, in the order of their rows. */
import { hiddenServices } from '../model/hidden-services.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { nextRow } from './row-steps.ts';

export interface ShownMatches {
  count: number;
  /** Which one a row is, from 1; 0 when it is none. */
  place: (row: Row | undefined) => number;
  /** The first at or after a row; undefined when there are none. */
  from: (row: Row) => Row | undefined;
  /** The next one from a row, around the ends. */
  next: (from: Row, step: 1 | -1) => Row | undefined;
}

export function shownMatches(
  columns: TraceColumns,
  matches: Uint8Array | undefined,
  hiddenNames: readonly string[],
): ShownMatches {
  const hidden = hiddenServices(columns, hiddenNames);
  const is = (row: Row): boolean => matches?.[row] === 1 && hidden[columns.service[row] ?? 0] !== 1;
  const upTo = (end: number): number => {
    let count = 0;
    for (let row = 0; row < end; row++) if (is(row)) count++;
    return count;
  };
  const count = matches === undefined ? 0 : upTo(columns.length);
  const next = (from: Row, step: 1 | -1): Row | undefined =>
    count === 0 ? undefined : nextRow(columns.length, from, step, is);
  return {
    count,
    place: (row) => (row === undefined || !is(row) ? 0 : upTo(row + 1)),
    from: (row) => next(row - 1, 1),
    next,
  };
}
