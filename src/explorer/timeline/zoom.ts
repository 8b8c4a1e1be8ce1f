/** Which part of a trace is drawn: zooming and panning, in nanoseconds from the trace's start. */

export interface TimeWindow {
  fromNs: number;
  toNs: number;
}

/** Nothing finer is told apart: times are whole nanoseconds. */
const leastNs = 10;

/** The part an address asks for, as far as there is one; all of the trace otherwise. */
export function windowOf(
  totalNs: number,
  wanted: { fromNs?: number | undefined; toNs?: number | undefined },
): TimeWindow {
  return within(totalNs, { fromNs: wanted.fromNs ?? 0, toNs: wanted.toNs ?? totalNs });
}

export function isWhole(totalNs: number, { fromNs, toNs }: TimeWindow): boolean {
  return fromNs <= 0 && toNs >= totalNs;
}

/** What an address says of it: nothing where all is shown. */
export function windowState(
  totalNs: number,
  part: TimeWindow,
): { fromNs: number | undefined; toNs: number | undefined } {
  if (isWhole(totalNs, part)) return { fromNs: undefined, toNs: undefined };
  return { fromNs: Math.floor(part.fromNs), toNs: Math.ceil(part.toNs) };
}

/** Narrower by `factor` (0.5 shows half as much; 2 twice) around a place in it, from 0 at its left to 1. */
export function zoomAt(totalNs: number, part: TimeWindow, factor: number, at: number): TimeWindow {
  const span = part.toNs - part.fromNs;
  const next = Math.min(totalNs, Math.max(Math.min(leastNs, totalNs), span * factor));
  const fromNs = part.fromNs + (span - next) * at;
  return shifted(totalNs, { fromNs, toNs: fromNs + next });
}

/** Moved by a part of its own width, to the right when positive, no further than the trace goes. */
export function panBy(totalNs: number, part: TimeWindow, share: number): TimeWindow {
  const by = (part.toNs - part.fromNs) * share;
  return shifted(totalNs, { fromNs: part.fromNs + by, toNs: part.toNs + by });
}

/** From one place to another, whichever comes first: as a drag of the pointer gives them. */
export function windowBetween(totalNs: number, oneNs: number, otherNs: number): TimeWindow {
  return within(totalNs, { fromNs: Math.min(oneNs, otherNs), toNs: Math.max(oneNs, otherNs) });
}

/** So that what lies between two times is seen with a little room around it. Unchanged when it is seen already. */
export function windowShowing(totalNs: number, part: TimeWindow, startNs: number, endNs: number): TimeWindow {
  if (endNs >= part.fromNs && startNs <= part.toNs) return part;
  const span = part.toNs - part.fromNs;
  const middle = (startNs + Math.min(endNs, startNs + span)) / 2;
  return shifted(totalNs, { fromNs: middle - span / 2, toNs: middle + span / 2 });
}

function within(totalNs: number, { fromNs, toNs }: TimeWindow): TimeWindow {
  if (!(totalNs > 0)) return { fromNs: 0, toNs: Math.max(0, totalNs) };
  const from = clamp(fromNs, 0, totalNs);
  const to = clamp(toNs, 0, totalNs);
  const least = Math.min(leastNs, totalNs);
  if (to - from >= least) return { fromNs: from, toNs: to };
  return shifted(totalNs, { fromNs: from, toNs: from + least });
}

/** Moved into the trace, as wide as it is. */
function shifted(totalNs: number, { fromNs, toNs }: TimeWindow): TimeWindow {
  const span = Math.min(totalNs, toNs - fromNs);
  const from = clamp(fromNs, 0, totalNs - span);
  return { fromNs: from, toNs: from + span };
}

function clamp(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;
}
