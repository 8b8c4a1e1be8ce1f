/** Where an axis of clock times has its marks: at whole minutes, seconds …, in the reader's time zone. */

import { formatTimestamp } from '../parts/duration.ts';
import { tickStep } from '../parts/ticks.ts';

export interface ClockTick {
  /** Nanoseconds after the axis' start. */
  ns: number;
  label: string;
}

const dayNs = 86_400e9;

/** @param leastPx between two labels */
export function clockTicks(
  startUnixNano: bigint,
  totalNs: number,
  widthPx: number,
  leastPx = 96,
  zoneOffsetMinutes = new Date(Number(startUnixNano / 1_000_000n)).getTimezoneOffset(),
): ClockTick[] {
  if (!(totalNs > 0)) return [{ ns: 0, label: label(startUnixNano, 1e6, zoneOffsetMinutes) }];
  const step = tickStep(totalNs, Math.max(1, Math.floor(widthPx / leastPx)));
  const wholeStep = BigInt(Math.max(1, Math.round(step)));
  const local = startUnixNano - BigInt(zoneOffsetMinutes || 0) * 60_000_000_000n;
  const first = Number((wholeStep - (local % wholeStep)) % wholeStep);
  const ticks: ClockTick[] = [];
  for (let ns = first; ns <= totalNs && ticks.length < 100; ns += Number(wholeStep)) {
    ticks.push({ ns, label: label(startUnixNano + BigInt(Math.round(ns)), step, zoneOffsetMinutes) });
  }
  return ticks;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Only as exact as the step needs: `21 Nov`, `10:31`, `10:31:02`, `10:31:02.123`. */
function label(unixNano: bigint, step: number, zoneOffsetMinutes: number): string {
  const [date = '', clock = ''] = formatTimestamp(unixNano, zoneOffsetMinutes).split(' ');
  if (step >= dayNs) {
    const [, month = '', day = ''] = /-(\d\d)-(\d\d)$/u.exec(date) ?? [];
    return `${Number(day)} ${months[Number(month) - 1] ?? ''}`;
  }
  if (step >= 60e9) return clock.slice(0, 5);
  if (step >= 1e9) return clock.slice(0, 8);
  return clock.slice(0, step >= 1e6 ? 12 : 15);
}
