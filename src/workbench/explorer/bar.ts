/** Where a span's bar and its events lie on the axis, as fractions of the trace's width. */
import type { TraceNode } from './trace-tree.ts';

export interface Bar {
  left: number;
  width: number;
  /** It says it ended before it started: drawn between the two, and marked. */
  backwards: boolean;
  /** Times of its events, at most `mostEvents` of them; those outside the axis sit on its edge. */
  events: number[];
}

const mostEvents = 40;

/** All fractions lie between 0 and 1. */
export function barGeometry(node: TraceNode, traceNs: number): Bar {
  const fraction = (ns: number): number => (traceNs > 0 ? Math.min(1, Math.max(0, ns / traceNs)) : 0);
  const from = Math.min(node.startNs, node.startNs + node.durationNs);
  const left = fraction(from);
  const { events, startTimeUnixNano } = node.span;
  return {
    left,
    width: traceNs > 0 ? fraction(from + Math.abs(node.durationNs)) - left : 1,
    backwards: node.durationNs < 0,
    events: events
      .slice(0, mostEvents)
      .map((event) => fraction(node.startNs + Number(event.timeUnixNano - startTimeUnixNano))),
  };
}
