/** Spans that are their own ancestors. A tree has no place for that, so each circle is cut once and said. */
import type { TraceNode } from './trace-tree.ts';

/**
 * Cuts every circle of parents above its earliest span, which then stands at the top.
 * Returns the circle each of its members is in, starting with the one that stands at the top.
 */
export function cutCycles(nodes: readonly TraceNode[]): Map<TraceNode, readonly TraceNode[]> {
  const cycles = new Map<TraceNode, readonly TraceNode[]>();
  const done = new Set<TraceNode>();
  for (const start of nodes) {
    const path: TraceNode[] = [];
    const onPath = new Set<TraceNode>();
    let node: TraceNode | undefined = start;
    while (node !== undefined && !done.has(node) && !onPath.has(node)) {
      path.push(node);
      onPath.add(node);
      node = node.parent;
    }
    for (const each of path) done.add(each);
    if (node === undefined || !onPath.has(node)) continue;
    const circle = fromEarliest(path.slice(path.indexOf(node)).reverse());
    for (const each of circle) cycles.set(each, circle);
    const top = circle[0];
    if (top !== undefined) top.parent = undefined;
  }
  for (const node of nodes) {
    if (node.span.parentSpanId !== '' && node.span.parentSpanId === node.span.spanId)
      cycles.set(node, [node]);
  }
  return cycles;
}

/** Turns the circle so that its earliest span comes first; parents stay before children. */
function fromEarliest(circle: TraceNode[]): TraceNode[] {
  const first = circle.reduce((least, node) => (node.startNs < least.startNs ? node : least));
  const at = circle.indexOf(first);
  return [...circle.slice(at), ...circle.slice(0, at)];
}
