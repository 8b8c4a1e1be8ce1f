/** Where the time axis has its marks: round numbers, never crowded. */
import { formatTick } from './duration.ts';

export interface Tick {
  /** From the trace's start. */
  ns: number;
  /** 0 at the left edge, 1 at the right. */
  at: number;
  label: string;
}

/** Steps from a second up, where time stops being decimal. */
const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

/** The smallest round step that divides `spanNs` into at most `most` parts. */
export function tickStep(spanNs: number, most: number): number {
  const least = spanNs / Math.max(1, most);
  if (least > 0.5e9) {
    const step = clockSteps.find((seconds) => seconds * 1e9 >= least);
    if (step !== undefined) return step * 1e9;
  }
  const unit = least > 86_400e9 ? 86_400e9 : 1;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least / unit)));
  const factor = [1, 2, 5, 10].find((each) => each * power * unit >= least * 0.999_999) ?? 10;
  return factor * power * unit;
}

/** Ticks for a trace of `spanNs`, drawn over `widthPx`. A trace without length has one tick, at 0. */
export function ticks(spanNs: number, widthPx: number, leastPx = 76): Tick[] {
  return ticksBetween({ fromNs: 0, toNs: spanNs }, widthPx, { leastPx });
}

export interface TickOptions {
  /** Room a label needs. */
  leastPx?: number;
  /** The label of a tick; its distance from the start by default. */
  label?: (ns: number, step: number) => string;
  /** What a tick is a round number from: round times of day are not round distances. */
  zeroNs?: number;
}

/** Ticks for a part of a trace. A part without length has one tick, at its start. */
export function ticksBetween(
  { fromNs, toNs }: { fromNs: number; toNs: number },
  widthPx: number,
  { leastPx = 76, label = formatTick, zeroNs = 0 }: TickOptions = {},
): Tick[] {
  const spanNs = toNs - fromNs;
  if (!(spanNs > 0)) return [{ ns: fromNs, at: 0, label: label(fromNs, 1) }];
  const step = tickStep(spanNs, Math.max(1, Math.floor(widthPx / leastPx)));
  const first = Math.ceil((fromNs - zeroNs) / step - 1e-9);
  const last = Math.floor((toNs - zeroNs) / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const ns = zeroNs + (first + index) * step;
    return { ns, at: (ns - fromNs) / spanNs, label: label(ns, step) };
  });
}
