/** The value that a `share` (0 … 1) of `sorted` does not exceed: the nearest rank, so always one of them. NaN for none. */
export function quantile(sorted: Float64Array, share: number): number {
  const rank = Math.ceil(sorted.length * share);
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank - 1))] ?? Number.NaN;
}
