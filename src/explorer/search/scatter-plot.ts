/** Where traces stand in a plot of start × duration. Pure. */
import type { TraceSummary } from '../library/trace-library.ts';
import { formatDuration } from '../parts/duration.ts';
import { tickStep } from '../parts/ticks.ts';

export type DurationScale = 'log' | 'linear';

export interface PlotPoint {
  /** Index among the traces. */
  index: number;
  x: number;
  y: number;
  radius: number;
  failed: boolean;
}

export interface ScatterPlot {
  startUnixNano: bigint;
  totalNs: number;
  /** By start, so that the keyboard goes through time. */
  points: readonly PlotPoint[];
  durationTicks: readonly { y: number; label: string }[];
  /** Traces without a start, which have no place. */
  unplaced: number;
  /** From a place on the x axis to a time. */
  timeAt: (x: number) => bigint;
}

const edgePx = 10;
const radii = [2.5, 3.5, 4.5, 6];

export function scatterPlot(
  traces: readonly TraceSummary[],
  scale: DurationScale,
  widthPx: number,
  heightPx: number,
): ScatterPlot {
  let [first, last] = [0n, 0n];
  let longestNs = 0;
  let shortestNs = Number.POSITIVE_INFINITY;
  for (const { startUnixNano, durationNs } of traces) {
    if (startUnixNano === 0n) continue;
    if (first === 0n || startUnixNano < first) first = startUnixNano;
    if (startUnixNano > last) last = startUnixNano;
    longestNs = Math.max(longestNs, durationNs);
    if (durationNs > 0) shortestNs = Math.min(shortestNs, durationNs);
  }
  const totalNs = Number(last - first);
  const inner = { width: Math.max(1, widthPx - 2 * edgePx), height: Math.max(1, heightPx - 2 * edgePx) };
  const heightOf = scale === 'log' ? logarithmic(shortestNs, longestNs) : linear(longestNs);
  const yOf = (ns: number): number => edgePx + inner.height * (1 - heightOf.at(ns));
  const points = traces.flatMap((trace, index): PlotPoint[] => {
    if (trace.startUnixNano === 0n) return [];
    const at = totalNs > 0 ? Number(trace.startUnixNano - first) / totalNs : 0.5;
    return [
      {
        index,
        x: edgePx + inner.width * at,
        y: yOf(trace.durationNs),
        radius: radiusOf(trace.spans),
        failed: trace.errors > 0,
      },
    ];
  });
  points.sort((a, b) => a.x - b.x || a.index - b.index);
  return {
    startUnixNano: first,
    totalNs,
    points,
    durationTicks: heightOf.ticks.map((ns) => ({ y: yOf(ns), label: formatDuration(ns) })),
    unplaced: traces.length - points.length,
    timeAt: (x) => {
      const part = Math.min(1, Math.max(0, (x - edgePx) / inner.width));
      return first + BigInt(Math.round(part * totalNs));
    },
  };
}

interface Axis {
  /** 0 at the bottom, 1 at the top. */
  at: (ns: number) => number;
  ticks: number[];
}

function linear(longestNs: number): Axis {
  if (longestNs <= 0) return { at: () => 0, ticks: [0] };
  const step = tickStep(longestNs, 3);
  const ticks = Array.from({ length: Math.floor(longestNs / step + 1e-9) + 1 }, (_, index) => index * step);
  return { at: (ns) => Math.max(0, ns) / longestNs, ticks };
}

/** Between the powers of ten (or half and double steps) around what there is. */
function logarithmic(shortestNs: number, longestNs: number): Axis {
  if (longestNs <= 0) return { at: () => 0, ticks: [0] };
  const low = Math.log10(shortestNs);
  const high = Math.log10(longestNs);
  const [from, to] = high - low < 0.01 ? [low - 0.3, high + 0.3] : [low, high];
  const factors = to - from > 3.2 ? [1] : to - from > 1.2 ? [1, 3] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(from); power <= Math.ceil(to); power++)
    for (const factor of factors) {
      const place = power + Math.log10(factor);
      if (place >= from - 1e-9 && place <= to + 1e-9) ticks.push(factor * 10 ** power);
    }
  const every = Math.ceil(ticks.length / 5);
  return {
    // What took no time stands at the bottom.
    at: (ns) => (ns <= 0 ? 0 : Math.max(0, (Math.log10(ns) - from) / (to - from))),
    ticks: ticks.filter((_, index) => index % every === 0),
  };
}

function radiusOf(spans: number): number {
  return radii[spans < 10 ? 0 : spans < 100 ? 1 : spans < 1000 ? 2 : 3] ?? 3;
}

/** All circles, or all diamonds, as one path: thousands of elements would be slow. One a place is enough. */
export function shapesPath(points: readonly PlotPoint[], failed: boolean): string {
  const places = new Set<number>();
  let path = '';
  for (const { x, y, radius, failed: is } of points) {
    if (is !== failed) continue;
    const place = (Math.round(x) * 8192 + Math.round(y)) * 8 + Math.round(radius);
    if (places.has(place)) continue;
    places.add(place);
    path += failed ? diamond(x, y, radius + 1.5) : circle(x, y, radius);
  }
  return path;
}

function circle(x: number, y: number, radius: number): string {
  const r = radius.toFixed(1);
  return `M${(x - radius).toFixed(1)},${y.toFixed(1)}a${r},${r} 0 1,0 ${2 * radius},0a${r},${r} 0 1,0 ${-2 * radius},0`;
}

function diamond(x: number, y: number, radius: number): string {
  return `M${(x - radius).toFixed(1)},${y.toFixed(1)}l${radius},${-radius} ${radius},${radius} ${-radius},${radius}z`;
}

/** The point nearest to a place, not farther than `reachPx`. */
export function nearestPoint(
  points: readonly PlotPoint[],
  x: number,
  y: number,
  reachPx: number,
): PlotPoint | undefined {
  let nearest: PlotPoint | undefined;
  let least = reachPx ** 2;
  for (const point of points) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance <= least) [nearest, least] = [point, distance];
  }
  return nearest;
}
