/** Where a span's bar lies on the axis, and what is drawn on it, as fractions of the axis. Pure. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import type { TimeWindow } from './zoom.ts';

export interface BarShape {
  /** Left edge and width, cut off at the edges of the axis. */
  left: number;
  width: number;
  /** It goes on beyond the edge of what is drawn. */
  cutLeft: boolean;
  cutRight: boolean;
  /** None of it is drawn: it lies to this side. */
  outside: 'left' | 'right' | undefined;
  /** It says it ended before it started: drawn between the two, and marked. */
  backwards: boolean;
}

export function barShape(columns: TraceColumns, row: Row, part: TimeWindow): BarShape {
  const start = columns.startNs[row] ?? 0;
  const duration = columns.durationNs[row] ?? 0;
  const from = Math.min(start, start + duration);
  const to = from + Math.abs(duration);
  const span = part.toNs - part.fromNs;
  const backwards = duration < 0;
  // A trace in which no time passes: everything is as wide as it.
  if (!(span > 0)) {
    return { left: 0, width: 1, cutLeft: false, cutRight: false, outside: undefined, backwards };
  }
  const left = clamp01((from - part.fromNs) / span);
  const right = clamp01((to - part.fromNs) / span);
  const outside = to < part.fromNs ? 'left' : from > part.toNs ? 'right' : undefined;
  return {
    left,
    width: right - left,
    cutLeft: from < part.fromNs,
    cutRight: to > part.toNs,
    outside,
    backwards,
  };
}

/** From and to, as fractions. */
export type Stretch = readonly [number, number];

/**
 * Where in the drawn part of a bar its children ran, as fractions of that part: the rest is its own time. Stretches
 * that lie closer together than `finest` are drawn as one, so that there are at most 1 / `finest`.
 */
export function childStretches(
  columns: TraceColumns,
  row: Row,
  bar: BarShape,
  part: TimeWindow,
  finest: number,
): Stretch[] {
  const below = columns.descendants[row] ?? 0;
  if (below === 0 || bar.width <= 0 || bar.backwards) return [];
  const span = part.toNs - part.fromNs;
  const from = part.fromNs + bar.left * span;
  const scale = 1 / (bar.width * span);
  const stretches: Stretch[] = [];
  let openFrom = -1;
  let openTo = -1;
  for (let child = row + 1; child <= row + below; child += 1 + (columns.descendants[child] ?? 0)) {
    const start = columns.startNs[child] ?? 0;
    const a = clamp01((start - from) * scale);
    const b = clamp01((start + (columns.durationNs[child] ?? 0) - from) * scale);
    if (b <= a) {
      // Siblings come by start: nothing after this one is in view.
      if (a >= 1) break;
      continue;
    }
    if (openTo >= 0 && a <= openTo + finest) {
      openTo = Math.max(openTo, b);
      continue;
    }
    if (openTo >= 0) stretches.push([openFrom, openTo]);
    openFrom = a;
    openTo = b;
  }
  if (openTo >= 0) stretches.push([openFrom, openTo]);
  return stretches.length === 0 ? stretches : snapped(stretches, finest);
}

/** Stretches shorter than can be seen are left out, unless that would leave none. */
function snapped(stretches: Stretch[], finest: number): Stretch[] {
  return stretches.filter(([from, to]) => to - from >= finest / 2 || stretches.length === 1);
}

/**
 * Sections of a row (critical path), the earliest first, as fractions of the axis, cut off at its edges. As with
 * `childStretches`, those closer together than `finest` are drawn as one: a row may have 100,000.
 */
export function stretchesIn(
  sections: readonly { fromNs: number; toNs: number }[],
  part: TimeWindow,
  finest: number,
): Stretch[] {
  const span = part.toNs - part.fromNs;
  if (!(span > 0)) return sections.length === 0 ? [] : [[0, 1]];
  const stretches: [number, number][] = [];
  for (const { fromNs, toNs } of sections) {
    if (fromNs > part.toNs) break;
    if (toNs < part.fromNs) continue;
    const from = clamp01((fromNs - part.fromNs) / span);
    const to = clamp01((toNs - part.fromNs) / span);
    const last = stretches.at(-1);
    if (last !== undefined && from <= last[1] + finest) last[1] = Math.max(last[1], to);
    else stretches.push([from, to]);
  }
  return stretches;
}

/** A CSS gradient with hard edges: `inside` on the stretches, `outside` between them. */
export function stripes(stretches: readonly Stretch[], inside: string, outside: string): string {
  const stops: string[] = [];
  let at = 0;
  const percent = (value: number): string => `${Math.round(value * 10_000) / 100}%`;
  for (const [from, to] of stretches) {
    if (from > at) stops.push(`${outside} ${percent(at)} ${percent(from)}`);
    stops.push(`${inside} ${percent(from)} ${percent(to)}`);
    at = to;
  }
  if (at < 1) stops.push(`${outside} ${percent(at)} 100%`);
  return `linear-gradient(90deg,${stops.join(',')})`;
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
