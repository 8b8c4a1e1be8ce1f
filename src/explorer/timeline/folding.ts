/** Which rows are folded: one, a level, all. Sets of span numbers, which stay the same while a trace grows. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';

export type Folded = ReadonlySet<number>;

export const nothingFolded: Folded = new Set();

/** How many levels the trace has; 0 for one without spans. */
export function levelsOf(columns: TraceColumns): number {
  let deepest = -1;
  for (const depth of columns.depth) if (depth > deepest) deepest = depth;
  return deepest + 1;
}

/** Shows `level` levels and folds what is below them; opening such a row shows one level more. */
export function foldToLevel(columns: TraceColumns, level: number): Folded {
  const folded = new Set<number>();
  for (let row = 0; row < columns.length; row++) {
    if ((columns.descendants[row] ?? 0) > 0 && (columns.depth[row] ?? 0) >= level - 1) {
      folded.add(columns.number[row] ?? 0);
    }
  }
  return folded;
}

/** Down to which level all rows are shown: the level of the topmost folded row, or all there are. */
export function shownLevel(columns: TraceColumns, folded: Folded, levels: number): number {
  if (folded.size === 0) return levels;
  let level = levels;
  for (let row = 0; row < columns.length; row++) {
    const depth = columns.depth[row] ?? 0;
    if (depth < level && (columns.descendants[row] ?? 0) > 0 && folded.has(columns.number[row] ?? 0)) {
      level = depth + 1;
    }
  }
  return level;
}

export function toggled(folded: Folded, number: number, fold: boolean): Folded {
  const next = new Set(folded);
  if (fold) next.add(number);
  else next.delete(number);
  return next;
}

/** Opens all that stand beside a row: those below the same parent. */
export function siblingsOpened(columns: TraceColumns, folded: Folded, row: Row): Folded {
  const next = new Set(folded);
  const parent = columns.parent[row] ?? -1;
  const end = parent < 0 ? columns.length : parent + 1 + (columns.descendants[parent] ?? 0);
  for (let at = parent + 1; at < end; at += 1 + (columns.descendants[at] ?? 0)) {
    next.delete(columns.number[at] ?? 0);
  }
  return next;
}

/** A level more or a level fewer than are shown now. */
export function levelStepped(columns: TraceColumns, folded: Folded, step: 1 | -1): Folded {
  const levels = levelsOf(columns);
  const level = Math.max(1, shownLevel(columns, folded, levels) + step);
  return level >= levels ? nothingFolded : foldToLevel(columns, level);
}
