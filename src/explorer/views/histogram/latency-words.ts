/** A histogram in sentences, for those who do not see it and those who want to be sure. */
import { plural } from '../../../words.ts';
import { formatDuration } from '../../parts/duration.ts';
import type { LatencyBin, LatencyBins } from './latency-bins.ts';

export function describeLatencies(
  latencies: LatencyBins,
  durationsNs: ArrayLike<number>,
  each: string,
  selected: number | undefined,
): string {
  const count = durationsNs.length;
  if (count === 0) return `There is no ${each} to count.`;
  const { minNs, p50Ns, p95Ns, maxNs } = latencies;
  const all =
    count === 1
      ? `1 ${each}: ${formatDuration(maxNs)}.`
      : `${plural(count, each)}, ${formatDuration(minNs)} to ${formatDuration(maxNs)}. ` +
        `Half take at most ${formatDuration(p50Ns)} (p50), 95 in 100 at most ${formatDuration(p95Ns)} (p95).`;
  const ns = selected === undefined ? undefined : durationsNs[selected];
  if (ns === undefined || count === 1) return all;
  return `${all} This one takes ${formatDuration(ns)}, ${place(durationsNs, ns)}.`;
}

export function describeBin(bin: LatencyBin, each: string, selected: boolean): string {
  const range =
    bin.toNs === 0 ? 'No duration' : `${formatDuration(bin.fromNs)} to ${formatDuration(bin.toNs)}`;
  const count = bin.count === 0 ? `no ${each}` : plural(bin.count, each);
  return `${range}: ${count}${selected ? ', with this one' : ''}`;
}

function place(durationsNs: ArrayLike<number>, ns: number): string {
  let [shorter, longer] = [0, 0];
  for (let index = 0; index < durationsNs.length; index++) {
    const other = durationsNs[index] ?? 0;
    if (other < ns) shorter++;
    else if (other > ns) longer++;
  }
  if (longer === 0) return shorter === 0 ? 'as long as the others' : 'the longest';
  if (shorter === 0) return 'the shortest';
  return `longer than ${plural(shorter, 'other', 'others')}`;
}
