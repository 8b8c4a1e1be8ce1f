/** Which rows of a comparison are on show, and where its keys lead. */
import { indexAfterKey } from '../parts/list-keys.ts';
import { type TraceComparison, verdictOf } from './comparison.ts';

/** Indexes, in order. Without what is alike, but with what stands above a difference. */
export function shownRows(
  comparison: TraceComparison,
  folded: ReadonlySet<number>,
  onlyDifferences: boolean,
): Uint32Array {
  const shown = new Uint32Array(comparison.length);
  let count = 0;
  for (let index = 0; index < comparison.length; ) {
    const below = comparison.descendants[index] ?? 0;
    const differs = (comparison.differencesBelow[index] ?? 0) > 0 || verdictOf(comparison, index) !== 'same';
    if (onlyDifferences && !differs) {
      index += 1 + below;
      continue;
    }
    shown[count++] = index;
    index += folded.has(index) ? 1 + below : 1;
  }
  return shown.subarray(0, count);
}

export type MergedAction =
  | { type: 'focus'; at: number }
  | { type: 'fold' | 'unfold'; index: number }
  | { type: 'open'; index: number };

/**
 * What a key does on the row at `active` of those shown; undefined when it is not ours.
 * @param open whether a row is unfolded; undefined when nothing is below it
 */
export function mergedAction(
  key: string,
  comparison: TraceComparison,
  shown: Uint32Array,
  active: number,
  rowsPerPage: number,
  open: (index: number) => boolean | undefined,
): MergedAction | undefined {
  const index = shown[active];
  if (index === undefined) return undefined;
  const at = indexAfterKey(key, active, shown.length, rowsPerPage);
  if (at !== undefined) return { type: 'focus', at };
  switch (key) {
    case 'ArrowRight':
      if (open(index) === undefined) return { type: 'focus', at: active };
      return open(index) === true ? { type: 'focus', at: active + 1 } : { type: 'unfold', index };
    case 'ArrowLeft':
      if (open(index) === true) return { type: 'fold', index };
      return { type: 'focus', at: Math.max(0, shown.indexOf(comparison.parent[index] ?? -1)) };
    case 'Enter':
    case ' ':
      return { type: 'open', index };
    default:
      return undefined;
  }
}
