/** Spans as the trees they form. Whatever arrives is placed: orphans, cycles and duplicates too. */
import type { Span } from '../schemas/trace.ts';

/** Where a span stands: under a parent, first of its trace, or cut off from the rest. */
export type Place =
  | 'child'
  | 'root'
  /** It names a parent that is not here. */
  | 'orphan'
  /** Its parents lead back to itself. The earliest span of the circle stands at the top. */
  | 'cycle';

export interface TreeNode {
  span: Span;
  place: Place;
  parent: TreeNode | undefined;
  /** By start time; spans that start together stay as they came. */
  children: TreeNode[];
}

export interface Forest {
  /** Every distinct span. */
  nodes: TreeNode[];
  /** By start time. */
  roots: TreeNode[];
  /** Tops of trees that are not roots: orphans, and one span of each cycle. */
  strays: TreeNode[];
  traceCount: number;
  /** How many spans came again with the ids of an earlier one. The first one is kept. */
  duplicates: number;
  find: (traceId: string, spanId: string) => Span | undefined;
}

/** Build the forest of any list of spans. Takes linear time, and no recursion: a chain may be very long. */
export function growForest(spans: readonly Span[]): Forest {
  const byId = new Map<string, TreeNode>();
  for (const span of spans) {
    const id = key(span.traceId, span.spanId);
    if (!byId.has(id)) byId.set(id, { span, place: 'root', parent: undefined, children: [] });
  }
  const nodes = [...byId.values()].sort(byStart);
  for (const node of nodes) {
    const { traceId, parentSpanId } = node.span;
    if (parentSpanId === '') continue;
    const parent = byId.get(key(traceId, parentSpanId));
    if (parent === undefined) {
      node.place = 'orphan';
    } else {
      node.place = 'child';
      node.parent = parent;
      parent.children.push(node);
    }
  }
  const reached = new Set<TreeNode>();
  for (const node of nodes) if (node.parent === undefined) reach(node, reached);
  for (const node of nodes) {
    // Not reached from any top: the span is in a circle, or hangs below one. Cut it at its earliest span.
    if (reached.has(node)) continue;
    const top = earliestOfCircle(node);
    top.place = 'cycle';
    if (top.parent) top.parent.children = top.parent.children.filter((child) => child !== top);
    top.parent = undefined;
    reach(top, reached);
  }
  return {
    nodes,
    roots: nodes.filter((node) => node.place === 'root'),
    strays: nodes.filter((node) => node.place === 'orphan' || node.place === 'cycle'),
    traceCount: new Set(nodes.map((node) => node.span.traceId)).size,
    duplicates: spans.length - nodes.length,
    find: (traceId, spanId) => byId.get(key(traceId, spanId))?.span,
  };
}

function key(traceId: string, spanId: string): string {
  return `${traceId}/${spanId}`;
}

function byStart(a: TreeNode, b: TreeNode): number {
  const [x, y] = [a.span.startTimeUnixNano, b.span.startTimeUnixNano];
  return x < y ? -1 : x > y ? 1 : 0;
}

function reach(top: TreeNode, reached: Set<TreeNode>): void {
  const open = [top];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    for (const child of node.children) open.push(child);
  }
}

function earliestOfCircle(start: TreeNode): TreeNode {
  const walked = new Set<TreeNode>();
  let node = start;
  while (node.parent !== undefined && !walked.has(node)) {
    walked.add(node);
    node = node.parent;
  }
  let earliest = node;
  for (let each = node.parent; each !== undefined && each !== node; each = each.parent) {
    if (byStart(each, earliest) < 0) earliest = each;
  }
  return earliest;
}
