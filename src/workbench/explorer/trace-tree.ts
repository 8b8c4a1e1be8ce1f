/**
 * One trace as a tree of rows. Nothing is repaired: a missing parent, a circle or a doubled id is drawn as
 * what it is and carries a warning. No recursion: a chain of 100,000 spans is laid out like any other.
 */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { cutCycles } from './cycles.ts';
import { selfTime } from './self-time.ts';
import { type SpanWarning, spanWarnings } from './span-warnings.ts';
import { groupBy, timeRange } from './trace-list.ts';

export interface TraceNode {
  /** Unique in the trace, also where two spans share an id. */
  key: string;
  span: Span;
  service: string;
  /** The row it is drawn under. */
  parent: TraceNode | undefined;
  /** Earliest first. */
  children: TraceNode[];
  /** 0 for a row at the top. */
  depth: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  /** Rows below it, at any depth, and how many of them failed. */
  descendants: number;
  errorsBelow: number;
  /** From the start of the trace. */
  startNs: number;
  /** As reported: negative when the span ended before it started. */
  durationNs: number;
  /** The part of its duration in which none of its children ran. */
  selfNs: number;
  warnings: SpanWarning[];
}

export interface TraceTree {
  traceId: string;
  roots: TraceNode[];
  /** Every span once, parents before children, depth first. */
  nodes: TraceNode[];
  startUnixNano: bigint;
  durationNs: number;
}

/** Lays out the spans of one trace. */
export function layoutTrace(spans: readonly Span[]): TraceTree {
  const range = timeRange(spans);
  const arrived = makeNodes(spans, range.start);
  const byId = indexById(arrived);
  for (const node of arrived) node.parent = findParent(node, byId);
  const cycles = cutCycles(arrived);
  const roots = linkChildren(arrived);
  const nodes = depthFirst(roots);
  countBelow(nodes);
  for (const node of nodes) {
    node.selfNs = selfTime(node, node.children);
    node.warnings = spanWarnings(node, {
      sameId: byId.get(node.span.spanId)?.length ?? 1,
      cycle: cycles.get(node),
    });
  }
  return {
    traceId: spans[0]?.traceId ?? '',
    roots,
    nodes,
    startUnixNano: range.start,
    durationNs: Number(range.end - range.start),
  };
}

function makeNodes(spans: readonly Span[], traceStart: bigint): TraceNode[] {
  const seen = new Map<string, number>();
  return spans.map((span) => {
    const before = seen.get(span.spanId) ?? 0;
    seen.set(span.spanId, before + 1);
    const { startTimeUnixNano: start, endTimeUnixNano: end } = span;
    return {
      key: before === 0 ? span.spanId : `${span.spanId}#${before + 1}`,
      span,
      service: serviceName(span),
      parent: undefined,
      children: [],
      depth: 0,
      position: 1,
      siblings: 1,
      descendants: 0,
      errorsBelow: 0,
      startNs: start === 0n ? 0 : Number(start - traceStart),
      durationNs: start === 0n || end === 0n ? 0 : Number(end - start),
      selfNs: 0,
      warnings: [],
    };
  });
}

function indexById(nodes: readonly TraceNode[]): Map<string, TraceNode[]> {
  return groupBy(nodes, (node) => node.span.spanId);
}

/** The first span with the parent's id: with doubled ids nobody can know which one was meant. */
function findParent(node: TraceNode, byId: Map<string, TraceNode[]>): TraceNode | undefined {
  const { parentSpanId, spanId } = node.span;
  if (parentSpanId === '' || parentSpanId === spanId) return undefined;
  return byId.get(parentSpanId)?.[0];
}

function linkChildren(nodes: readonly TraceNode[]): TraceNode[] {
  const inOrder = [...nodes].sort((a, b) => a.startNs - b.startNs || b.durationNs - a.durationNs);
  const roots = inOrder.filter((node) => node.parent === undefined);
  for (const node of inOrder) node.parent?.children.push(node);
  for (const family of [roots, ...nodes.map((node) => node.children)]) {
    family.forEach((node, index) => {
      node.position = index + 1;
      node.siblings = family.length;
    });
  }
  return roots;
}

function depthFirst(roots: readonly TraceNode[]): TraceNode[] {
  const nodes: TraceNode[] = [];
  const stack = roots.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.depth = node.parent === undefined ? 0 : node.parent.depth + 1;
    nodes.push(node);
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
  return nodes;
}

function countBelow(nodes: readonly TraceNode[]): void {
  for (const node of nodes.toReversed()) {
    if (node.parent === undefined) continue;
    node.parent.descendants += node.descendants + 1;
    node.parent.errorsBelow += node.errorsBelow + (node.span.status.code === 'ERROR' ? 1 : 0);
  }
}
