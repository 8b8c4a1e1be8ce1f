/** Spans in the order of their rows: parents before children, depth first, siblings in the order given. */

export interface FamilyTree {
  /** By row: which span it is. */
  spans: Uint32Array;
  /** By row: row of its parent, -1 at the top. */
  parent: Int32Array;
  depth: Uint32Array;
  descendants: Uint32Array;
  /** Its place among its siblings, from 1, and how many they are. */
  position: Uint32Array;
  siblings: Uint32Array;
}

/**
 * `parentOf` says of each span which is its parent, -1 for none, without circles; `order` is that of siblings.
 * No recursion: a chain of 100,000 spans is laid out like any other.
 */
export function familyTree(parentOf: Int32Array, order: Uint32Array): FamilyTree {
  const count = parentOf.length;
  const { children, first } = families(parentOf, order);
  const tree: FamilyTree = {
    spans: new Uint32Array(count),
    parent: new Int32Array(count),
    depth: new Uint32Array(count),
    descendants: new Uint32Array(count),
    position: new Uint32Array(count),
    siblings: new Uint32Array(count),
  };
  const rowOf = new Int32Array(count);
  const stack = new Uint32Array(count);
  let height = 0;
  const push = (family: number): void => {
    const from = first[family] ?? 0;
    for (let at = (first[family + 1] ?? 0) - 1; at >= from; at--) stack[height++] = at;
  };
  push(count);
  for (let row = 0; row < count; row++) {
    const at = stack[--height] ?? 0;
    const span = children[at] ?? 0;
    const parent = parentOf[span] ?? -1;
    const family = parent < 0 ? count : parent;
    const above = parent < 0 ? -1 : (rowOf[parent] ?? -1);
    rowOf[span] = row;
    tree.spans[row] = span;
    tree.parent[row] = above;
    tree.depth[row] = above < 0 ? 0 : (tree.depth[above] ?? 0) + 1;
    tree.position[row] = at - (first[family] ?? 0) + 1;
    tree.siblings[row] = (first[family + 1] ?? 0) - (first[family] ?? 0);
    push(span);
  }
  addUp(tree.parent, tree.descendants);
  return tree;
}

/** All spans by family, in order: `children` of a span are from `first[span]` to before `first[span + 1]`; the roots come last. */
function families(parentOf: Int32Array, order: Uint32Array): { children: Uint32Array; first: Uint32Array } {
  const count = parentOf.length;
  const first = new Uint32Array(count + 2);
  const family = (span: number): number => {
    const parent = parentOf[span] ?? -1;
    return parent < 0 ? count : parent;
  };
  for (let span = 0; span < count; span++) {
    const next = family(span) + 1;
    first[next] = (first[next] ?? 0) + 1;
  }
  for (let at = 1; at < first.length; at++) first[at] = (first[at] ?? 0) + (first[at - 1] ?? 0);
  const free = first.slice();
  const children = new Uint32Array(count);
  for (let index = 0; index < order.length; index++) {
    const span = order[index] ?? 0;
    const at = family(span);
    const place = free[at] ?? 0;
    children[place] = span;
    free[at] = place + 1;
  }
  return { children, first };
}

/** Adds to each row how many are below it. */
function addUp(parent: Int32Array, descendants: Uint32Array): void {
  for (let row = parent.length - 1; row >= 0; row--) {
    const above = parent[row] ?? -1;
    if (above >= 0) descendants[above] = (descendants[above] ?? 0) + (descendants[row] ?? 0) + 1;
  }
}
