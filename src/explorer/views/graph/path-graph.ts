/** What of a folded trace is drawn as a graph: the nodes with the most work, and one for all the rest. Pure. */
import { argsort } from '../../model/argsort.ts';
import type { PathNode, PathTree } from '../paths/path-tree.ts';
import type { GraphEdge } from './graph-layout.ts';

export interface PathGraph {
  /** In the tree's order. A node's caller is always among them. */
  nodes: readonly PathNode[];
  /** From callers to callees, as places in `nodes`. */
  edges: readonly GraphEdge[];
  /** What is not drawn, added up. */
  rest: Rest | undefined;
}
export interface Rest {
  paths: number;
  calls: number;
  errors: number;
  selfNs: number;
}

export function pathGraph(tree: PathTree, most: number): PathGraph {
  // Nobody has less work than those it calls, and comes before them: the heaviest never lack their callers.
  const heaviest = tree.length <= most ? undefined : argsort(tree.workNs, true).subarray(0, most);
  const nodes = heaviest === undefined ? [...tree.parent.keys()] : [...heaviest].sort((a, b) => a - b);
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const edges = nodes.flatMap((node, to) => {
    const from = placeOf.get(tree.parent[node] ?? -1);
    return from === undefined ? [] : [{ from, to }];
  });
  return { nodes, edges, rest: heaviest && restOf(tree, placeOf) };
}

function restOf(tree: PathTree, drawn: ReadonlyMap<PathNode, number>): Rest {
  const rest: Rest = { paths: 0, calls: 0, errors: 0, selfNs: 0 };
  for (let node = 0; node < tree.length; node++) {
    if (drawn.has(node)) continue;
    rest.paths += 1;
    rest.calls += tree.calls[node] ?? 0;
    rest.errors += tree.errors[node] ?? 0;
    rest.selfNs += tree.selfNs[node] ?? 0;
  }
  return rest;
}

/**
 * Where an arrow key leads from a node that has its callers to the left: to its caller, its first callee, or the next
 * node above or below in its column. Undefined: nowhere, or not an arrow.
 */
export function neighbour(
  key: string,
  at: number,
  graph: Pick<PathGraph, 'edges'>,
  corners: readonly { x: number; y: number }[],
): number | undefined {
  const here = corners[at];
  if (here === undefined) return undefined;
  if (key === 'ArrowLeft') return graph.edges.find((edge) => edge.to === at)?.from;
  if (key === 'ArrowRight') {
    const callees = graph.edges.filter((edge) => edge.from === at).map((edge) => edge.to);
    return callees.sort((a, b) => (corners[a]?.y ?? 0) - (corners[b]?.y ?? 0))[0];
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const column = corners
    .map(({ x, y }, place) => ({ x, y, place }))
    .filter(({ x, y }) => x === here.x && (key === 'ArrowDown' ? y > here.y : y < here.y))
    .sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y));
  return column[0]?.place;
}
