/** Durations counted in bins with round bounds, on a logarithmic scale. */
import { quantile } from '../../model/quantile.ts';

export interface LatencyBin {
  /** In nanoseconds; `fromNs` belongs to it, `toNs` does not. Both 0: durations of 0, or below. */
  fromNs: number;
  toNs: number;
  count: number;
}

export interface LatencyBins {
  /** In order, without gaps, except that a bin for 0 may stand before them all. */
  bins: readonly LatencyBin[];
  /** Bin of each duration, by its index. */
  binOf: Uint8Array;
  /** Nearest ranks; 0 when there are none. */
  minNs: number;
  p50Ns: number;
  p95Ns: number;
  maxNs: number;
  /** Count of the highest bin. */
  highest: number;
}

/** Steps within a decade, from coarse to fine. */
const series: readonly (readonly number[])[] = [
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8],
  Array.from({ length: 20 }, (_, index) => Number((10 ** (index / 20)).toPrecision(3))),
  Array.from({ length: 40 }, (_, index) => Number((10 ** (index / 40)).toPrecision(3))),
];

/** What int64 nanoseconds can hold. */
const longestNs = 2 ** 64;

/** As finely as `most` bins allow. Durations that are negative or no numbers count as 0. */
export function latencyBins(durationsNs: ArrayLike<number>, most = 32): LatencyBins {
  const sane = Float64Array.from(durationsNs, (ns) => (ns > 0 ? Math.min(longestNs, Math.max(1, ns)) : 0));
  const sorted = sane.slice().sort();
  const firstPositive = sorted.findIndex((ns) => ns > 0);
  const edges = firstPositive < 0 ? [] : edgesFor(sorted[firstPositive] ?? 1, sorted.at(-1) ?? 1, most);
  const bins = edges
    .slice(0, -1)
    .map((fromNs, index) => ({ fromNs, toNs: edges[index + 1] ?? fromNs, count: 0 }));
  const zeros = firstPositive < 0 ? sorted.length : firstPositive;
  if (zeros > 0) bins.unshift({ fromNs: 0, toNs: 0, count: 0 });
  const binOf = Uint8Array.from(sane, (ns) => (ns > 0 ? bins.findLastIndex((bin) => bin.fromNs <= ns) : 0));
  for (const index of binOf) {
    const bin = bins[index];
    if (bin !== undefined) bin.count++;
  }
  return {
    bins,
    binOf,
    minNs: sorted[0] ?? 0,
    p50Ns: quantile(sorted, 0.5) || 0,
    p95Ns: quantile(sorted, 0.95) || 0,
    maxNs: sorted.at(-1) ?? 0,
    highest: Math.max(0, ...bins.map((bin) => bin.count)),
  };
}

/** Round bounds around `least` … `greatest`, of the finest series that needs at most `most` bins. */
function edgesFor(least: number, greatest: number, most: number): number[] {
  const possible = series.map((steps) => edgesOf(steps, least, greatest));
  return possible.findLast((edges) => edges.length - 1 <= most) ?? merged(possible[0] ?? [], most);
}

function edgesOf(steps: readonly number[], least: number, greatest: number): number[] {
  const edges: number[] = [];
  for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.log10(greatest) + 1; power++) {
    for (const step of steps) edges.push(Number(`${step}e${power}`));
  }
  const first = edges.findLastIndex((edge) => edge <= least);
  const last = edges.findIndex((edge) => edge > greatest);
  return edges.slice(Math.max(0, first), last + 1);
}

/** From a nanosecond to a century there may be more than fit: leave bounds out evenly. */
function merged(edges: readonly number[], most: number): number[] {
  const every = Math.ceil((edges.length - 1) / most);
  const last = edges.at(-1);
  const kept = edges.filter((_, index) => index % every === 0);
  return last === undefined || kept.at(-1) === last ? kept : [...kept, last];
}
