/** Starts and durations of a trace's spans, from its earliest time on. */
import type { SpanTable } from './span-table.ts';
import { warningBits } from './warning-bits.ts';
import { getWord, isEndOfTime, isZero, wordDifference } from './word64.ts';

export interface TraceTimes {
  startUnixNano: bigint;
  totalNs: number;
  /** By place in `numbers`: 0 for a start that is not set. */
  startNs: Float64Array;
  /** 0 where one of the times is not set. */
  durationNs: Float64Array;
  /** Bits of `warning-bits.ts`: what is wrong with the times of each. */
  warnings: Uint16Array;
}

/**
 * From the first start to the last end. Times of 0 are "not set" in OTLP and would stretch a trace over decades, and
 * so would those at the end of int64: they do not count, and a span that has one carries a warning instead.
 */
export function traceTimes(table: SpanTable, numbers: Uint32Array): TraceTimes {
  const { startUnixNano: starts, endUnixNano: ends } = table.columns;
  const count = numbers.length;
  const warnings = new Uint16Array(count);
  // The earliest and the latest time, as an array and a place in it.
  let [first, firstAt] = [starts, -1];
  let [last, lastAt] = [starts, -1];
  for (let index = 0; index < count; index++) {
    const number = numbers[index] ?? 0;
    let bits = 0;
    for (const times of [starts, ends]) {
      if (isZero(times, number)) {
        bits |= times === starts ? warningBits['no-start'] : warningBits['no-end'];
        continue;
      }
      if (isEndOfTime(times, number)) {
        bits |= times === starts ? noStart : noEnd;
        continue;
      }
      if (firstAt < 0 || wordDifference(times, number, first, firstAt) < 0)
        [first, firstAt] = [times, number];
      if (lastAt < 0 || wordDifference(times, number, last, lastAt) > 0) [last, lastAt] = [times, number];
    }
    warnings[index] = bits;
  }
  const startNs = new Float64Array(count);
  const durationNs = new Float64Array(count);
  if (firstAt < 0) return { startUnixNano: 0n, totalNs: 0, startNs, durationNs, warnings };
  for (let index = 0; index < count; index++) {
    const bits = warnings[index] ?? 0;
    if ((bits & warningBits['no-start']) !== 0) continue;
    const number = numbers[index] ?? 0;
    startNs[index] = wordDifference(starts, number, first, firstAt);
    if ((bits & warningBits['no-end']) !== 0) continue;
    const duration = wordDifference(ends, number, starts, number);
    durationNs[index] = duration;
    if (duration < 0) warnings[index] = bits | warningBits['ends-before-start'];
  }
  return {
    startUnixNano: getWord(first, firstAt),
    totalNs: wordDifference(last, lastAt, first, firstAt),
    startNs,
    durationNs,
    warnings,
  };
}

/** A time that is not set, or is none: the two together say the latter. */
const noStart = warningBits['no-start'] | warningBits['impossible-time'];
const noEnd = warningBits['no-end'] | warningBits['impossible-time'];
