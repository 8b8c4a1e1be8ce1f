/** One measured figure. Shape shared by every bench, the table and the JSON report. */
export interface Row {
  /** What was measured, as a reader would say it. */
  name: string;
  unit: string;
  /** The median where there were several runs. */
  value: number;
  /** 95th percentile, where there were enough runs to have one. */
  p95?: number;
  /** How many runs. */
  runs: number;
  /** The figure to reach, for the median and the 95th percentile. */
  target?: { value: number; p95?: number; better: 'lower' | 'higher' };
  /** The same work done by another tool in the same run. */
  peer?: { name: string; value: number };
}

/** Whether a row reaches its target, or undefined when it has none. */
export function reached(row: Row): boolean | undefined {
  const { target } = row;
  if (!target) return undefined;
  if (target.better === 'higher') return row.value >= target.value;
  return row.value <= target.value && (target.p95 === undefined || (row.p95 ?? 0) <= target.p95);
}

/** The value at `share` (0.5 for the median) of the samples, which need not be sorted. Throws on none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('quantile: no samples');
  return value;
}
