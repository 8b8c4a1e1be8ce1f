/** Expected trees and real ones: do they fit, and who takes whom? */
import type { SpanExpectation } from '../schemas/expectation.ts';
import { assign, type Demand } from './assign.ts';
import { type FindSpan, spanFits } from './span-fields.ts';
import type { TreeNode } from './tree.ts';

export interface Sides {
  /** For each expectation, the nodes it took. */
  taken: TreeNode[][];
  /** Nodes that were left, and whether an expectation that counts would have had them too. */
  left: { node: TreeNode; tooManyOf: number | undefined }[];
  met: boolean;
}

export interface Matcher {
  /** Does the node fit, with its whole expected subtree? */
  fits: (expectation: SpanExpectation, node: TreeNode) => boolean;
  /** Match siblings with siblings, regardless of order. */
  match: (expectations: readonly SpanExpectation[], nodes: readonly TreeNode[]) => Sides;
}

/** How many such siblings an expectation needs and takes. Left out, it takes one; more of them are extra. */
export function demandOf({ count }: SpanExpectation): Demand & { counts: boolean } {
  if (count === undefined) return { min: 1, max: 1, counts: false };
  if (typeof count === 'number') return { min: count, max: count, counts: true };
  return { min: count.min ?? 0, max: count.max ?? Number.POSITIVE_INFINITY, counts: true };
}

/**
 * Make a matcher. A `strict` one allows no nodes but expected ones. It looks at a pair of expectation and node once, and settles siblings by a flow
 * (`assign`), so that its time is bounded by pairs, not by the ways to arrange them.
 */
export function createMatcher(find: FindSpan, { strict = false } = {}): Matcher {
  const known = new Map<SpanExpectation, Map<TreeNode, boolean>>();

  const fits = (expectation: SpanExpectation, node: TreeNode): boolean => {
    let byNode = known.get(expectation);
    if (byNode === undefined) {
      byNode = new Map();
      known.set(expectation, byNode);
    }
    const before = byNode.get(node);
    if (before !== undefined) return before;
    const answer = spanFits(expectation, node.span, find) && childrenFit(expectation, node);
    byNode.set(node, answer);
    return answer;
  };

  const childrenFit = ({ children }: SpanExpectation, node: TreeNode): boolean => {
    if (children === undefined) return !strict || node.children.length === 0;
    if (children.length === 0) return node.children.length === 0;
    const sides = match(children, node.children);
    return sides.met && (!strict || sides.left.length === 0);
  };

  const match = (expectations: readonly SpanExpectation[], nodes: readonly TreeNode[]): Sides => {
    const demands = expectations.map(demandOf);
    const kinds = new Map<string, { fits: number[]; nodes: TreeNode[] }>();
    for (const node of nodes) {
      const fitting = expectations.flatMap((each, i) => (fits(each, node) ? [i] : []));
      const key = fitting.join();
      const kind = kinds.get(key);
      if (kind) kind.nodes.push(node);
      else kinds.set(key, { fits: fitting, nodes: [node] });
    }
    const sorts = [...kinds.values()];
    const shares = assign(
      demands,
      sorts.map((sort) => ({ size: sort.nodes.length, fits: sort.fits })),
    );
    const next = sorts.map(() => 0);
    const taken = shares.map((row) =>
      row.flatMap((amount, k) => {
        const from = next[k] ?? 0;
        next[k] = from + amount;
        return sorts[k]?.nodes.slice(from, from + amount) ?? [];
      }),
    );
    const left = sorts.flatMap((sort, k) => {
      const counting = sort.fits.every((i) => demands[i]?.counts) ? sort.fits[0] : undefined;
      return sort.nodes.slice(next[k]).map((node) => ({ node, tooManyOf: counting }));
    });
    const filled = demands.every(({ min }, i) => (taken[i]?.length ?? 0) >= min);
    return { taken, left, met: filled && left.every(({ tooManyOf }) => tooManyOf === undefined) };
  };

  return { fits, match };
}
