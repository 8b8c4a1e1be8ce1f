import type { GoProgress } from '../setup/go-build.ts';
import { describeGoProgress } from '../setup/go-build.ts';

/** How far the whole build is, and with what. */
export interface Progress {
  /** From 0 to 100. */
  percent: number;
  note: string;
}

/** What share of a first build each part takes, roughly; where a part begins, in percent. */
const parts = { sources: 0, fetching: 2, compiling: 10, schema: 75, packing: 85, end: 100 } as const;
type Part = Exclude<keyof typeof parts, 'end'>;

const order = Object.keys(parts) as (keyof typeof parts)[];

/** @param done how much of the part has been done, from 0 to 1 */
export function progressOf(part: Part, done: number, note: string): Progress {
  const from = parts[part];
  const to = parts[order[order.indexOf(part) + 1] ?? 'end'];
  return { percent: Math.floor(from + (to - from) * Math.min(1, done)), note };
}

/** How many modules a first build fetches, so that there is something to show: nobody knows ahead. */
const expectedModules = 300;

/** The Collector's own compilation as a part of the whole. */
export function compilingProgress(progress: GoProgress): Progress {
  const note = describeGoProgress(progress);
  return progress.step === 'fetching'
    ? progressOf('fetching', progress.done / expectedModules, note)
    : progressOf('compiling', progress.done / progress.total, note);
}
