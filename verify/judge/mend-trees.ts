/** The trees of a check in YAML, made to be those that have come. */
import { type Aligned, align } from '@spanlab/sandbox/expect/align.ts';
import { spanMisses } from '@spanlab/sandbox/expect/span-fields.ts';
import type { Forest, TreeNode } from '@spanlab/sandbox/expect/tree.ts';
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Check, SpanExpectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { type Document, isMap, isSeq, type YAMLMap, YAMLSeq } from 'yaml';
import { type Habits, mendFields, newSpan } from './mend-span.ts';

type Nodes = ReadonlyMap<SpanExpectation, YAMLMap>;

/** Mend fields where every span is in its place; else build the trees anew, of the author's own spans where they came. */
export function mendTrees(document: Document, checkNode: YAMLMap, check: Check, forest: Forest): void {
  const { spans = [] } = check;
  const nodes = nodesOf(spans, checkNode.get('spans'));
  const rows = flat(paired(align(spans, forest), forest));
  const inPlace = rows.every(
    ({ verdict }) => verdict === 'met' || verdict === 'differs' || verdict === 'extra',
  );
  const isFull =
    check.extra === 'forbid' && (rows.some(({ verdict }) => verdict === 'extra') || forest.strays.length > 0);
  if (inPlace && !isFull) {
    for (const row of rows) mendRow(document, nodes, row);
    return;
  }
  const builder = createBuilder(document, nodes, rows, {
    all: check.extra === 'forbid',
    habits: habitsOf(rows, forest),
  });
  const built = builder(forest.roots);
  if (built.items.length > 0) checkNode.set('spans', built);
}

/** Only fields: where a tree of `somewhere` should begin instead is not to be guessed. */
export function mendSomewhere(document: Document, checkNode: YAMLMap, check: Check, forest: Forest): void {
  const { somewhere = [] } = check;
  const nodes = nodesOf(somewhere, checkNode.get('somewhere'));
  const rows = flat(align(somewhere, { ...forest, roots: forest.nodes }));
  for (const row of rows) mendRow(document, nodes, row);
}

function mendRow(document: Document, nodes: Nodes, { expectation, node, misses }: Aligned): void {
  const written = expectation && nodes.get(expectation);
  if (written && node) mendFields(document, written, node.span, misses);
}

interface Plan {
  /** Whether spans nobody expected are written too. */
  all: boolean;
  habits: Habits;
}

function createBuilder(document: Document, nodes: Nodes, rows: readonly Aligned[], { all, habits }: Plan) {
  const rowOf = new Map(rows.flatMap((row) => (row.node ? [[row.node, row] as const] : [])));
  const isExpected = (node: TreeNode): boolean => rowOf.get(node)?.expectation !== undefined;
  const wanted = new Map<TreeNode, boolean>();
  const isWanted = (node: TreeNode): boolean => {
    const known = wanted.get(node);
    if (known !== undefined) return known;
    const is = all || isExpected(node) || node.children.some(isWanted);
    wanted.set(node, is);
    return is;
  };

  const build = (siblings: readonly TreeNode[]): YAMLSeq => {
    const list = new YAMLSeq<YAMLMap>();
    let last: { text: string; node: YAMLMap; count: number } | undefined;
    for (const sibling of siblings.filter(isWanted)) {
      const node = one(sibling);
      const text = JSON.stringify(node);
      // Many alike in a row are counted.
      if (last?.text === text && !isExpected(sibling)) {
        last.count += 1;
        last.node.set('count', last.count);
        continue;
      }
      if (last?.text === text && rowOf.get(sibling)?.expectation?.count !== undefined) {
        last.count += 1;
        last.node.set('count', last.count);
        continue;
      }
      list.add(node);
      last = { text, node, count: 1 };
    }
    return list;
  };
  const one = (tree: TreeNode): YAMLMap => {
    const row = rowOf.get(tree);
    const written = row?.expectation && nodes.get(row.expectation);
    const node = written ? (written.clone() as YAMLMap) : newSpan(document, tree.span, habits);
    if (written && row) mendFields(document, node, tree.span, row.misses);
    node.delete('count');
    const children = build(tree.children);
    if (children.items.length > 0) node.set('children', children);
    else node.delete('children');
    return node;
  };
  return build;
}

function habitsOf(rows: readonly Aligned[], forest: Forest): Habits {
  const written = rows.flatMap(({ expectation }) => expectation ?? []);
  return {
    kind: written.some(({ kind }) => kind !== undefined),
    service:
      written.some(({ service }) => service !== undefined) ||
      new Set(forest.nodes.map(({ span }) => serviceName(span))).size > 1,
  };
}

function nodesOf(expectations: readonly SpanExpectation[], list: unknown): Nodes {
  const nodes = new Map<SpanExpectation, YAMLMap>();
  const walk = (each: readonly SpanExpectation[], written: unknown): void => {
    if (!isSeq(written)) return;
    for (const [i, expectation] of each.entries()) {
      const node = written.items[i];
      if (!isMap(node)) continue;
      nodes.set(expectation, node as YAMLMap);
      walk(expectation.children ?? [], node.get('children'));
    }
  };
  walk(expectations, list);
  return nodes;
}

/** Where as many are missing as nobody expected, in one place, each has come in the place of another. */
function paired(siblings: readonly Aligned[], forest: Forest): Aligned[] {
  const missing = siblings.filter(({ verdict }) => verdict === 'missing');
  const extra = siblings.filter(({ verdict }) => verdict === 'extra');
  const isEven = missing.length === extra.length;
  return siblings.flatMap((row): Aligned[] => {
    if (isEven && row.verdict === 'extra') return [];
    const other = isEven && row.verdict === 'missing' ? extra[missing.indexOf(row)] : undefined;
    const children = paired([...row.children, ...(other?.children ?? [])], forest);
    if (row.expectation === undefined || other?.node === undefined) return [{ ...row, children }];
    const misses = spanMisses(row.expectation, other.node.span, forest.find);
    return [{ ...row, verdict: 'differs', node: other.node, misses, children }];
  });
}

function flat(rows: readonly Aligned[]): Aligned[] {
  const all = [...rows];
  // The list grows while it is walked.
  for (const row of all) all.push(...row.children);
  return all;
}
