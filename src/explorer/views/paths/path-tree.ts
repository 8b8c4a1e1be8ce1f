/**
 * A trace folded together: spans of one service and operation, called along the same path, are one node. Columnar like
 * `TraceColumns`, depth first, siblings by the work in them, the most first.
 */
import type { Row, TraceColumns } from '../../model/trace-columns.ts';
import { argsort } from '../figures/argsort.ts';

export interface PathTree {
  readonly length: number;
  /** Node it is called from, -1 at the top. Always before it. */
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  /** Nodes below it at any depth: they follow it directly. */
  readonly descendants: Uint32Array;
  /** Indexes into the trace's `services` and `names`. */
  readonly service: Uint32Array;
  readonly name: Uint32Array;
  readonly calls: Uint32Array;
  readonly errors: Uint32Array;
  /** Durations added up, also where calls overlap. */
  readonly totalNs: Float64Array;
  readonly selfNs: Float64Array;
  /** Its own time and that of everything below it: what a node is as wide as, so that its children always fit. */
  readonly workNs: Float64Array;
  /** Of its spans, the one that took longest. */
  readonly slowest: Uint32Array;
  /** By row of the trace: its node, -1 when its service is hidden. */
  readonly nodeOf: Int32Array;
  /** Work of all nodes at the top. */
  readonly allWorkNs: number;
}

export type PathNode = number;

/** Calls of a hidden service are left out; what it calls is shown as called by its caller. */
export function pathTree(columns: TraceColumns, hidden: ReadonlySet<string>): PathTree {
  const grown = grow(columns, hidden);
  const count = grown.parent.length;
  const work = Float64Array.from({ length: count }, (_, node) => grown.selfNs[node] ?? 0);
  for (let node = count - 1; node >= 0; node--) {
    const above = grown.parent[node] ?? -1;
    if (above >= 0) work[above] = (work[above] ?? 0) + (work[node] ?? 0);
  }
  const { order, descendants } = depthFirst(grown.parent, argsort(work, true));
  const placeOf = new Int32Array(count);
  order.forEach((node, place) => {
    placeOf[node] = place;
  });
  const take = <T extends Uint32Array | Float64Array>(into: T, from: ArrayLike<number>): T => {
    for (let place = 0; place < count; place++) into[place] = from[order[place] ?? 0] ?? 0;
    return into;
  };
  const parent = new Int32Array(count);
  const depth = new Uint32Array(count);
  let allWorkNs = 0;
  for (let place = 0; place < count; place++) {
    const node = order[place] ?? 0;
    const above = grown.parent[node] ?? -1;
    parent[place] = above < 0 ? -1 : (placeOf[above] ?? -1);
    depth[place] = above < 0 ? 0 : (depth[placeOf[above] ?? 0] ?? 0) + 1;
    if (above < 0) allWorkNs += work[node] ?? 0;
  }
  return {
    length: count,
    parent,
    depth,
    descendants,
    service: take(new Uint32Array(count), grown.service),
    name: take(new Uint32Array(count), grown.name),
    calls: take(new Uint32Array(count), grown.calls),
    errors: take(new Uint32Array(count), grown.errors),
    totalNs: take(new Float64Array(count), grown.totalNs),
    selfNs: take(new Float64Array(count), grown.selfNs),
    workNs: take(new Float64Array(count), work),
    slowest: take(new Uint32Array(count), grown.slowest),
    nodeOf: grown.nodeOf.map((node) => (node < 0 ? -1 : (placeOf[node] ?? -1))),
    allWorkNs,
  };
}

/** Rows of a node, in the order of the trace. */
export function rowsOf(tree: PathTree, wanted: (node: PathNode) => boolean): Row[] {
  const rows: Row[] = [];
  tree.nodeOf.forEach((node, row) => {
    if (node >= 0 && wanted(node)) rows.push(row);
  });
  return rows;
}

/** From the top down to `node`, with it. */
export function pathTo(tree: PathTree, node: PathNode): PathNode[] {
  const path: PathNode[] = [];
  for (let at = node; at >= 0; at = tree.parent[at] ?? -1) path.unshift(at);
  return path;
}

/** How many of each node's spans a find matches. */
export function matchesByNode(tree: PathTree, matches: Uint8Array | undefined): Uint32Array {
  const counts = new Uint32Array(tree.length);
  if (matches === undefined) return counts;
  tree.nodeOf.forEach((node, row) => {
    if (node >= 0 && matches[row] === 1) counts[node] = (counts[node] ?? 0) + 1;
  });
  return counts;
}

interface Grown {
  parent: number[];
  service: number[];
  name: number[];
  calls: number[];
  errors: number[];
  totalNs: number[];
  selfNs: number[];
  slowest: number[];
  nodeOf: Int32Array;
}

const failed = 2;

function grow(columns: TraceColumns, hidden: ReadonlySet<string>): Grown {
  const { length, services, service, name, status, durationNs, selfNs, parent } = columns;
  const isHidden = Uint8Array.from(services, (each) => (hidden.has(each) ? 1 : 0));
  const nodes: Grown = {
    parent: [],
    service: [],
    name: [],
    calls: [],
    errors: [],
    totalNs: [],
    selfNs: [],
    slowest: [],
    nodeOf: new Int32Array(length),
  };
  const operations = new Map<number, number>();
  const known = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    const caller = parent[row] ?? -1;
    const above = caller < 0 ? -1 : (nodes.nodeOf[caller] ?? -1);
    const its = service[row] ?? 0;
    if (isHidden[its] === 1) {
      // What it calls finds its caller here.
      nodes.nodeOf[row] = above;
      continue;
    }
    const operation = intern(operations, its * columns.names.length + (name[row] ?? 0));
    const node = intern(known, (above + 1) * length + operation);
    if (node === nodes.parent.length) {
      nodes.parent.push(above);
      nodes.service.push(its);
      nodes.name.push(name[row] ?? 0);
      for (const sums of [nodes.calls, nodes.errors, nodes.totalNs, nodes.selfNs]) sums.push(0);
      nodes.slowest.push(row);
    }
    const duration = Math.max(0, durationNs[row] ?? 0);
    nodes.nodeOf[row] = node;
    add(nodes.calls, node, 1);
    add(nodes.errors, node, status[row] === failed ? 1 : 0);
    add(nodes.totalNs, node, duration);
    add(nodes.selfNs, node, Math.max(0, selfNs[row] ?? 0));
    if (duration > (durationNs[nodes.slowest[node] ?? row] ?? 0)) nodes.slowest[node] = row;
  }
  for (let row = 0; row < length; row++) if (isHidden[service[row] ?? 0] === 1) nodes.nodeOf[row] = -1;
  return nodes;
}

function intern(known: Map<number, number>, key: number): number {
  const place = known.get(key);
  if (place !== undefined) return place;
  known.set(key, known.size);
  return known.size - 1;
}

function add(sums: number[], at: number, amount: number): void {
  sums[at] = (sums[at] ?? 0) + amount;
}

/** `ranked` says which sibling comes first. Without recursion: a trace may be as deep as it is long. */
function depthFirst(
  parent: readonly number[],
  ranked: Uint32Array,
): { order: Uint32Array; descendants: Uint32Array } {
  const count = parent.length;
  const firstChild = new Int32Array(count + 1).fill(-1);
  const nextSibling = new Int32Array(count).fill(-1);
  // Backwards, so that each list begins with the first in rank. The last entry is for those at the top.
  for (let rank = count - 1; rank >= 0; rank--) {
    const node = ranked[rank] ?? 0;
    const above = parent[node] ?? -1;
    const list = above < 0 ? count : above;
    nextSibling[node] = firstChild[list] ?? -1;
    firstChild[list] = node;
  }
  const order = new Uint32Array(count);
  const descendants = new Uint32Array(count);
  let [at, place] = [firstChild[count] ?? -1, 0];
  const placeOf = new Uint32Array(count);
  while (at >= 0) {
    placeOf[at] = place;
    order[place++] = at;
    let next = firstChild[at] ?? -1;
    for (let done = at; next < 0 && done >= 0; done = parent[done] ?? -1) {
      descendants[placeOf[done] ?? 0] = place - 1 - (placeOf[done] ?? 0);
      next = nextSibling[done] ?? -1;
    }
    at = next;
  }
  return { order, descendants };
}
