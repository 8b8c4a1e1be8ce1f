/** Which rows of a trace are on show, given what is folded away. */
import type { TraceNode, TraceTree } from './trace-tree.ts';

export interface VisibleRow {
  node: TraceNode;
  /** Open or folded; undefined when there is nothing below it. */
  expanded: boolean | undefined;
}

/** Rows from top to bottom. `collapsed` holds the keys of folded nodes. */
export function visibleRows(tree: TraceTree, collapsed: ReadonlySet<string>): VisibleRow[] {
  const rows: VisibleRow[] = [];
  for (let index = 0; index < tree.nodes.length; index++) {
    const node = tree.nodes[index];
    if (node === undefined) break;
    const folded = collapsed.has(node.key);
    rows.push({ node, expanded: node.children.length === 0 ? undefined : !folded });
    // Nodes are depth first, so everything below a node follows it directly.
    if (folded) index += node.descendants;
  }
  return rows;
}

/** `collapsed` without the ancestors of `key`, so that its row is on show. The same set when it already is. */
export function revealed(
  tree: TraceTree,
  collapsed: ReadonlySet<string>,
  key: string | undefined,
): ReadonlySet<string> {
  const left = new Set(collapsed);
  let node = tree.nodes.find((each) => each.key === key)?.parent;
  for (; node !== undefined; node = node.parent) left.delete(node.key);
  return left.size === collapsed.size ? collapsed : left;
}
