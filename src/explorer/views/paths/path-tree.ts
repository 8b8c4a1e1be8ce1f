/**
 * A trace folded together: spans of one service and operation, called along the same path, are one node. Columnar like
 * `TraceColumns`, depth first, siblings by the work in them, the most first.
 */

import { argsort } from '../../model/argsort.ts';
import { hiddenServices } from '../../model/hidden-services.ts';
import { failedStatus } from '../../model/is-failed.ts';
import type { Steps } from '../../model/steps.ts';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';
import { createPairIndex } from '../figures/pair-index.ts';

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
export function* pathTree(columns: TraceColumns, hidden: ReadonlySet<string>): Steps<PathTree> {
  const grown = yield* grow(columns, hidden);
  const count = grown.length;
  const work = grown.selfNs.slice(0, count);
  for (let node = count - 1; node >= 0; node--) {
    const above = grown.parent[node] ?? -1;
    if (above >= 0) work[above] = (work[above] ?? 0) + (work[node] ?? 0);
  }
  yield;
  const ranked = argsort(work, true);
  yield;
  const { order, descendants } = depthFirst(grown.parent, ranked);
  yield;
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
  yield;
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

type Grown = Pick<
  PathTree,
  'length' | 'parent' | 'service' | 'name' | 'calls' | 'errors' | 'totalNs' | 'selfNs' | 'slowest' | 'nodeOf'
>;

const rowsAStep = 10_000;

/** Nodes in the order of their first rows, so parents first. The arrays have room for more than `length`. */
function* grow(columns: TraceColumns, hidden: ReadonlySet<string>): Steps<Grown> {
  const { length, service, name, status, durationNs, selfNs } = columns;
  const isHidden = hiddenServices(columns, hidden);
  const nodes = {
    parent: new Int32Array(length),
    service: new Uint32Array(length),
    name: new Uint32Array(length),
    calls: new Uint32Array(length),
    errors: new Uint32Array(length),
    totalNs: new Float64Array(length),
    selfNs: new Float64Array(length),
    slowest: new Uint32Array(length),
    nodeOf: new Int32Array(length),
  };
  const operations = createPairIndex(length);
  const paths = createPairIndex(length);
  for (let row = 0; row < length; row++) {
    if (row % rowsAStep === 0) yield;
    const caller = columns.parent[row] ?? -1;
    const above = caller < 0 ? -1 : (nodes.nodeOf[caller] ?? -1);
    const its = service[row] ?? 0;
    if (isHidden[its] === 1) {
      // What it calls finds its caller here.
      nodes.nodeOf[row] = above;
      continue;
    }
    const known = paths.size;
    const node = paths.of(above, operations.of(its, name[row] ?? 0));
    const duration = Math.max(0, durationNs[row] ?? 0);
    if (node === known) {
      nodes.parent[node] = above;
      nodes.service[node] = its;
      nodes.name[node] = name[row] ?? 0;
      nodes.slowest[node] = row;
    } else if (duration > (durationNs[nodes.slowest[node] ?? row] ?? 0)) nodes.slowest[node] = row;
    nodes.nodeOf[row] = node;
    nodes.calls[node] = (nodes.calls[node] ?? 0) + 1;
    if (status[row] === failedStatus) nodes.errors[node] = (nodes.errors[node] ?? 0) + 1;
    nodes.totalNs[node] = (nodes.totalNs[node] ?? 0) + duration;
    nodes.selfNs[node] = (nodes.selfNs[node] ?? 0) + Math.max(0, selfNs[row] ?? 0);
  }
  for (let row = 0; row < length; row++) if (isHidden[service[row] ?? 0] === 1) nodes.nodeOf[row] = -1;
  return { ...nodes, length: paths.size };
}

/** `ranked` says which sibling comes first. Without recursion: a trace may be as deep as it is long. */
function depthFirst(
  parent: Int32Array,
  ranked: Uint32Array,
): { order: Uint32Array; descendants: Uint32Array } {
  const count = ranked.length;
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
