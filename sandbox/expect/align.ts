/** When trees do not fit: the most telling way to lay the expected beside the found. */
import type { SpanExpectation } from '../schemas/expectation.ts';
import { isPlausible, isTelling, likeness } from './likeness.ts';
import { createMatcher, demandOf } from './match.ts';
import { type FieldMiss, spanMisses } from './span-fields.ts';
import type { Forest, TreeNode } from './tree.ts';

export type Verdict =
  | 'met'
  /** In its place, and not as expected; or something below it is not. */
  | 'differs'
  /** As expected, and under another parent, or a root that should not be one. */
  | 'elsewhere'
  | 'missing'
  /** Nothing expected it. */
  | 'extra'
  /** One more of something that is counted. */
  | 'too many';

export interface Aligned {
  verdict: Verdict;
  /** Absent for `extra`. */
  expectation: SpanExpectation | undefined;
  /** Absent for `missing`. */
  node: TreeNode | undefined;
  misses: FieldMiss[];
  parent: Aligned | undefined;
  children: Aligned[];
}

interface Group {
  parent: Aligned | undefined;
  expectations: readonly SpanExpectation[];
  nodes: readonly TreeNode[];
}

interface Wanted {
  parent: Aligned | undefined;
  expectation: SpanExpectation;
  siblings: readonly TreeNode[];
}

/** A count that is short by thousands is told by its first few. */
const mostShown = 20;
const mostSearched = 5_000;

/**
 * Lay expected roots beside a forest. Every expectation is placed once and every span at most once:
 * first those that fit, then the nearest in the same place, then the same span in another place.
 */
export function align(expectations: readonly SpanExpectation[], forest: Forest): Aligned[] {
  const { match } = createMatcher(forest.find);
  const claimed = new Set<TreeNode>();
  const tops: Aligned[] = [];
  const groups: Group[] = [{ parent: undefined, expectations, nodes: forest.roots }];
  const wanted: Wanted[] = [];

  const place = (
    verdict: Verdict,
    from: Pick<Wanted, 'parent' | 'expectation'>,
    node: TreeNode | undefined,
  ) => {
    const { parent, expectation } = from;
    const misses = node && verdict !== 'met' ? spanMisses(expectation, node.span, forest.find) : [];
    const aligned: Aligned = { verdict, expectation, node, misses, parent, children: [] };
    (parent?.children ?? tops).push(aligned);
    if (node) claimed.add(node);
    groups.push({ parent: aligned, expectations: expectation.children ?? [], nodes: node?.children ?? [] });
  };

  const settleGroup = ({ parent, expectations: group, nodes }: Group) => {
    const free = nodes.filter((node) => !claimed.has(node));
    const sides = match(group, free);
    for (const [i, expectation] of group.entries()) {
      for (const node of sides.taken[i] ?? []) place('met', { parent, expectation }, node);
    }
    const short = group.flatMap((expectation, i) => {
      const lacking = demandOf(expectation).min - (sides.taken[i]?.length ?? 0);
      const one = { parent, expectation, siblings: free };
      return lacking > 0 ? Array.from({ length: Math.min(lacking, mostShown) }, () => one) : [];
    });
    for (const each of byLikeness(short, free, claimed)) {
      if (each.node) place('differs', each.wanted, each.node);
      else wanted.push(each.wanted);
    }
  };
  const settleGroups = () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) settleGroup(group);
  };

  settleGroups();
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    const everywhere = isTelling(next.expectation) ? unclaimed(forest.nodes, claimed) : [];
    const elsewhere = best(next.expectation, everywhere, 'strong');
    const nearby = elsewhere ?? best(next.expectation, unclaimed(next.siblings, claimed), 'weak');
    place(elsewhere ? 'elsewhere' : nearby ? 'differs' : 'missing', next, nearby);
    settleGroups();
  }
  addExtras(tops, forest, claimed);
  return tops;
}

/** The likest pairs first; what finds no partner comes last, alone. */
function byLikeness(
  short: readonly Wanted[],
  nodes: readonly TreeNode[],
  claimed: ReadonlySet<TreeNode>,
): { wanted: Wanted; node: TreeNode | undefined }[] {
  const free = unclaimed(nodes, claimed);
  const pairs = short.flatMap((wanted, index) =>
    free
      .filter((node) => isPlausible(wanted.expectation, node, 'strong'))
      .map((node) => ({ index, wanted, node, score: likeness(wanted.expectation, node) })),
  );
  pairs.sort((a, b) => b.score - a.score || a.index - b.index);
  const used = new Set<TreeNode>();
  const partner = new Map<number, TreeNode>();
  for (const { index, node } of pairs) {
    if (used.has(node) || partner.has(index)) continue;
    used.add(node);
    partner.set(index, node);
  }
  return short.map((wanted, index) => ({ wanted, node: partner.get(index) }));
}

function unclaimed(nodes: readonly TreeNode[], claimed: ReadonlySet<TreeNode>): TreeNode[] {
  const free: TreeNode[] = [];
  for (const node of nodes) {
    if (claimed.has(node)) continue;
    free.push(node);
    if (free.length === mostSearched) break;
  }
  return free;
}

function best(
  expectation: SpanExpectation,
  nodes: readonly TreeNode[],
  grade: 'strong' | 'weak',
): TreeNode | undefined {
  let found: TreeNode | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    if (!isPlausible(expectation, node, grade)) continue;
    const score = likeness(expectation, node);
    if (score > highest) {
      highest = score;
      found = node;
    }
  }
  return found;
}

/** Add the spans nothing claimed, each under the row of its parent. */
function addExtras(tops: Aligned[], forest: Forest, claimed: ReadonlySet<TreeNode>): void {
  const { fits } = createMatcher(forest.find);
  const rowOf = new Map<TreeNode, Aligned>();
  const remember = (rows: Aligned[]) => {
    for (const row of rows) {
      if (row.node) rowOf.set(row.node, row);
      remember(row.children);
    }
  };
  remember(tops);
  const expected = tops.flatMap(({ expectation }) => (expectation ? [expectation] : []));
  const open = [...forest.roots, ...forest.strays];
  // The list grows while it is walked.
  for (const node of open) {
    for (const child of node.children) open.push(child);
    if (claimed.has(node)) continue;
    const parent = node.parent && rowOf.get(node.parent);
    const siblings = parent ? (parent.expectation?.children ?? []) : node.parent ? [] : expected;
    const fitting = siblings.filter((each) => fits(each, node));
    const counts = fitting.length > 0 && fitting.every((each) => each.count !== undefined);
    const row: Aligned = {
      verdict: counts && node.place !== 'orphan' && node.place !== 'cycle' ? 'too many' : 'extra',
      expectation: counts ? fitting[0] : undefined,
      node,
      misses: [],
      parent,
      children: [],
    };
    (parent?.children ?? tops).push(row);
    rowOf.set(node, row);
  }
}
