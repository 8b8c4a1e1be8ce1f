/**
 * The value that a `share` (0 … 1) of `sorted` does not exceed: the nearest rank, so always one of them. NaN for none.
 * Only the numbers from `start` up to but not including `end` count.
 */
export function quantile(sorted: Float64Array, share: number, start = 0, end = sorted.length): number {
  if (end <= start) return Number.NaN;
  const rank = Math.ceil((end - start) * share);
  return sorted[start + Math.max(0, rank - 1)] ?? Number.NaN;
}
