/** Lays two traces over each other. Pure. */
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import type { TraceComparison } from './comparison.ts';
import { matchSiblings } from './match-siblings.ts';
import { MergedRows, type Place } from './merged-rows.ts';
import { type Shape, shapesOf } from './shape.ts';
import { traceOrder } from './trace-order.ts';

const rowsPerStep = 512;

/**
 * Matches spans by their place: the tops first, then children under matched parents. Every span of both is in exactly
 * one row. Comparing right with left gives the same pairs.
 */
export function compareTraces(left: TraceColumns, right: TraceColumns): TraceComparison {
  const steps = compareInSteps(left, right);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `compareTraces`, a few milliseconds' work at a time. */
export function* compareInSteps(left: TraceColumns, right: TraceColumns): Generator<void, TraceComparison> {
  // Where several matches are as good, which is taken must not depend on the side: one trace always asks.
  const turned = traceOrder(left, right) > 0;
  const [a, b] = turned ? yield* shapesOf(right, left) : yield* shapesOf(left, right);
  const rows = new MergedRows(left, right);
  const pending: Pending[] = [];
  function* pushChildren(rowA: Row, rowB: Row, parent: number): Generator<void, void> {
    const children = yield* merged(
      a,
      childrenOf(a.columns, rowA),
      b,
      childrenOf(b.columns, rowB),
      turned,
      parent < 0,
    );
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at];
      if (child !== undefined)
        pending.push({ ...child, parent, position: at + 1, siblings: children.length });
    }
  }
  yield* pushChildren(top, top, -1);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [leftRow, rightRow] = turned ? [next.rowB, next.rowA] : [next.rowA, next.rowB];
    const index = rows.add(leftRow, rightRow, next);
    yield* pushChildren(next.rowA, next.rowB, index);
    if (index % rowsPerStep === rowsPerStep - 1) yield;
  }
  return rows.finished();
}

/** What a side does not have. */
const absent = -1;
/** Stands above the tops. */
const top = -2;

interface Pair {
  rowA: Row;
  rowB: Row;
}
interface Pending extends Pair, Place {}

function childrenOf(columns: TraceColumns, row: Row): Row[] {
  if (row === absent) return [];
  const children: Row[] = [];
  const end = row === top ? columns.length : row + 1 + (columns.descendants[row] ?? 0);
  for (let at = row === top ? 0 : row + 1; at < end; at += 1 + (columns.descendants[at] ?? 0))
    children.push(at);
  return children;
}

/** Both sides' children in one order: that of the left, with what only the right has behind what it follows there. */
function* merged(
  a: Shape,
  rowsA: readonly Row[],
  b: Shape,
  rowsB: readonly Row[],
  turned: boolean,
  tops: boolean,
): Generator<void, Pair[]> {
  if (rowsA.length === 0 && rowsB.length === 0) return [];
  const partner = yield* matchSiblings(a, rowsA, b, rowsB, tops);
  const pairs: Pair[] = rowsA.map((rowA, index) => {
    const indexB = partner[index] ?? -1;
    return { rowA, rowB: indexB < 0 ? absent : (rowsB[indexB] ?? absent) };
  });
  const isWide = pairs.length > rowsPerStep;
  if (isWide) yield;
  const matched = new Set(pairs.map(({ rowB }) => rowB));
  for (const rowB of rowsB) if (!matched.has(rowB)) pairs.push({ rowA: absent, rowB });
  const first = (pair: Pair): Row => (turned ? pair.rowB : pair.rowA);
  const second = (pair: Pair): Row => (turned ? pair.rowA : pair.rowB);
  const onLeft = pairs.filter((pair) => first(pair) !== absent).sort((x, y) => first(x) - first(y));
  if (isWide) yield;
  const onRight = pairs.filter((pair) => second(pair) !== absent).sort((x, y) => second(x) - second(y));
  if (isWide) yield;
  const behind = new Map<Pair | undefined, Pair[]>();
  let before: Pair | undefined;
  for (const pair of onRight) {
    if (first(pair) !== absent) before = pair;
    else if (behind.has(before)) behind.get(before)?.push(pair);
    else behind.set(before, [pair]);
  }
  return [...(behind.get(undefined) ?? []), ...onLeft.flatMap((pair) => [pair, ...(behind.get(pair) ?? [])])];
}
