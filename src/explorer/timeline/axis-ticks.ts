/** Ticks of the part that is drawn, as distances from the trace's start or as times of day. */
import { formatTick, formatTimestamp } from '../parts/duration.ts';
import { type Tick, ticksBetween } from '../parts/ticks.ts';
import type { TimeWindow } from './zoom.ts';

export interface AxisTicksOptions {
  times: 'relative' | 'absolute';
  startUnixNano: bigint;
  widthPx: number;
  /** As `Date#getTimezoneOffset` gives it; the reader's by default. */
  zoneOffsetMinutes?: number | undefined;
}

const dayNs = 86_400_000_000_000n;

export function axisTicks(part: TimeWindow, options: AxisTicksOptions): Tick[] {
  const { times, startUnixNano, widthPx, zoneOffsetMinutes } = options;
  if (times === 'relative' || startUnixNano === 0n) {
    // Deep in a long trace all ticks would read alike: they need room for their digits.
    const deep = (part.toNs - part.fromNs) * 1000 < part.toNs;
    return ticksBetween(part, widthPx, { leastPx: deep ? 110 : 64, label: formatTick });
  }
  return ticksBetween(part, widthPx, {
    leastPx: 130,
    // Midnight in UTC is where round times of day begin; zones differ from it by round minutes.
    zeroNs: -Number(startUnixNano % dayNs),
    label: (ns, step) =>
      timeOfDay(startUnixNano + BigInt(Math.round(ns)), digitsFor(step), zoneOffsetMinutes),
  });
}

/** `10:31:02`, with as many digits of the second as asked for. */
export function timeOfDay(unixNano: bigint, digits: number, zoneOffsetMinutes?: number): string {
  const clock = formatTimestamp(unixNano, zoneOffsetMinutes).replace(/^.* /u, '');
  const [whole = clock, fraction = ''] = clock.split('.');
  return digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
}

/** Digits of the second that tell steps of this many nanoseconds apart. */
export function digitsFor(stepNs: number): number {
  const digits = Math.max(0, Math.ceil(9 - Math.log10(Math.max(1, stepNs)) - 1e-9));
  return digits === 0 ? 0 : Math.min(9, Math.ceil(digits / 3) * 3);
}
