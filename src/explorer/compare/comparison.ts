/** Two traces laid over each other: a row for each span of either, or for a pair that stands in the same place. */
import type { TraceColumns } from '../model/trace-columns.ts';

/** In what a pair differs. A bit each. Slower and faster mean the right one, and are left out of small differences. */
export const changeBits = {
  service: 1,
  name: 2,
  kind: 4,
  status: 8,
  children: 16,
  slower: 32,
  faster: 64,
} as const;
export type Change = keyof typeof changeBits;

/** Rows are parents first, depth first, as in `TraceColumns`. All arrays have `length` entries. */
export interface TraceComparison {
  readonly left: TraceColumns;
  readonly right: TraceColumns;
  readonly length: number;
  /** Row in the left trace, -1 where only the right one has it. */
  readonly leftRow: Int32Array;
  readonly rightRow: Int32Array;
  /** Index of the row it stands under, -1 at the top. */
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  readonly descendants: Uint32Array;
  /** How many of those are not the same on both sides. */
  readonly differencesBelow: Uint32Array;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: Uint32Array;
  readonly siblings: Uint32Array;
  /** Bits of `changeBits`; 0 for what is alike, and for what only one side has. */
  readonly changes: Uint8Array;
}

/** What a row says: both sides alike, both but different, or only one of them. */
export type Verdict = 'same' | 'changed' | 'only-left' | 'only-right';

export function verdictOf(comparison: TraceComparison, index: number): Verdict {
  if (comparison.rightRow[index] === -1) return 'only-left';
  if (comparison.leftRow[index] === -1) return 'only-right';
  return comparison.changes[index] === 0 ? 'same' : 'changed';
}

export function changesOf(comparison: TraceComparison, index: number): Change[] {
  const bits = comparison.changes[index] ?? 0;
  return (Object.keys(changeBits) as Change[]).filter((change) => (bits & changeBits[change]) !== 0);
}

/** Nothing differs anywhere. */
export function isAlike(comparison: TraceComparison): boolean {
  for (let index = 0; index < comparison.length; index++)
    if (verdictOf(comparison, index) !== 'same') return false;
  return true;
}
