/** Jaeger UI (v2.20 line) as measured for the issue: two cores, software rendering, one wide trace over eight services. */

export const sizes = [1_000, 10_000, 50_000, 200_000] as const;
export type Size = (typeof sizes)[number];

export const recordedName = 'Jaeger UI, recorded';

type BySize = Readonly<Record<Size, number>>;

export const recorded: Readonly<Record<'rowsMs' | 'framesPerSecond' | 'findMs' | 'heapMib', BySize>> = {
  rowsMs: { 1000: 1_342, 10000: 1_684, 50000: 3_477, 200000: 9_650 },
  framesPerSecond: { 1000: 14, 10000: 12, 50000: 11, 200000: 11 },
  findMs: { 1000: 380, 10000: 458, 50000: 556, 200000: 971 },
  heapMib: { 1000: 50, 10000: 67, 50000: 141, 200000: 407 },
};
/** The least of 0.6 to 1.0 s. */
export const recordedLongestFrameMs = 600;
/** The least of 0.4 to 1.3 s. */
export const recordedJumpMs = 400;
export const recordedScriptsKb = 856;
