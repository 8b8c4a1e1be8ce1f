/**
 * The critical path of a trace: what its root waited for, section by section. Shorten what is on it and the whole may
 * end earlier; shorten anything else and it will not.
 *
 * As in the literature (CRISP, Zhang et al., USENIX ATC 2022) and in Jaeger: from the root's end backwards, always into
 * the child that finished last before the point reached; between children the time is the parent's own. A child counts
 * as far as it lies within its parent: one that outlives it is cut at the parent's end. Of siblings that overlap, only
 * those that finished before the one taken started can have held it up.
 */
import { orderBy } from './order-by.ts';
import { finish, type Steps } from './steps.ts';
import type { Row, TraceColumns } from './trace-columns.ts';

/** A part of a span that is on the path. Times from the start of the trace. */
export interface CriticalSection {
  row: Row;
  fromNs: number;
  toNs: number;
}

/** A span the walk is in, as far as it counts. */
interface Visit extends CriticalSection {
  /** The point reached, from its end backwards. */
  atNs: number;
  /** Its children that have not been looked at are those before here. */
  left: number;
}

type Times = Pick<
  TraceColumns,
  'descendants' | 'startNs' | 'durationNs' | 'parent' | 'parentSpanId' | 'length'
>;

/** The latest last. They do not overlap, and together cover the root: the longest of the trace's. */
export function criticalPath(columns: Times): CriticalSection[] {
  return finish(criticalPathSteps(columns));
}

/** Between two yields, so that they are less than a few milliseconds apart. */
const sectionsAStep = 2_000;

/** As `criticalPath`, and yields often: of 200,000 spans all may be on the path. */
export function* criticalPathSteps(columns: Times): Steps<CriticalSection[]> {
  const root = longestRoot(columns);
  if (root < 0) return [];
  const { startNs, durationNs } = columns;
  const { children, first } = yield* childrenByEnd(columns);
  const sections: CriticalSection[] = [];
  const add = (row: Row, fromNs: number, toNs: number): void => {
    if (toNs > fromNs) sections.push({ row, fromNs, toNs });
  };
  const visit = (row: Row, fromNs: number, toNs: number): Visit => {
    return { row, fromNs, toNs, atNs: toNs, left: first[row + 1] ?? 0 };
  };
  /** The child that finished last before the point reached, as far as it lies within. */
  const nextChild = (into: Visit): Visit | undefined => {
    let latest: Visit | undefined;
    for (const from = first[into.row] ?? 0; into.left > from; into.left--) {
      const row = children[into.left - 1] ?? 0;
      const start = Math.max(startNs[row] ?? 0, into.fromNs);
      const end = Math.min((startNs[row] ?? 0) + (durationNs[row] ?? 0), into.toNs);
      if (end <= start || end > into.atNs) continue;
      // Those that are cut at the end of the parent finish together there: the longest of them is taken.
      if (latest !== undefined && end < latest.toNs) break;
      if (latest === undefined || start < latest.fromNs) latest = visit(row, start, end);
    }
    return latest;
  };
  const start = startNs[root] ?? 0;
  const visits = [visit(root, start, start + (durationNs[root] ?? 0))];
  let turns = 0;
  for (let top = visits.at(-1); top !== undefined; top = visits.at(-1)) {
    if (turns++ % sectionsAStep === 0) yield;
    const child = nextChild(top);
    if (child === undefined) {
      add(top.row, top.fromNs, top.atNs);
      visits.pop();
      continue;
    }
    add(top.row, child.toNs, top.atNs);
    top.atNs = child.fromNs;
    visits.push(child);
  }
  return sections.reverse();
}

/** All rows by parent, first to finish first: those of a row are from `first[row]` to before `first[row + 1]`. */
function* childrenByEnd({
  length,
  parent,
  startNs,
  durationNs,
}: Times): Steps<{ children: Uint32Array; first: Uint32Array }> {
  const first = new Uint32Array(length + 1);
  const ends = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    // A span that ends before it starts has no time to wait for; times are not negative.
    ends[row] = Math.max(0, (startNs[row] ?? 0) + (durationNs[row] ?? 0));
    const next = (parent[row] ?? -1) + 1;
    if (next > 0) first[next] = (first[next] ?? 0) + 1;
  }
  for (let row = 1; row <= length; row++) first[row] = (first[row] ?? 0) + (first[row - 1] ?? 0);
  const children = new Uint32Array(first[length] ?? 0);
  const free = first.slice();
  yield;
  const order = orderBy(ends, startNs);
  yield;
  for (let at = 0; at < length; at++) {
    const row = order[at] ?? 0;
    const above = parent[row] ?? -1;
    if (above < 0) continue;
    const place = free[above] ?? 0;
    children[place] = row;
    free[above] = place + 1;
  }
  return { children, first };
}

/** Of the spans without a parent, the longest; where there are none, of those whose parent is not here. -1 for no rows. */
function longestRoot({ length, descendants, durationNs, parentSpanId }: Times): Row {
  let longest = -1;
  const isRoot = (row: Row): boolean => parentSpanId[row] === 0n;
  for (let row = 0; row < length; row += (descendants[row] ?? 0) + 1) {
    if (longest >= 0 && isRoot(longest) && !isRoot(row)) continue;
    const better = longest < 0 || (isRoot(row) && !isRoot(longest));
    if (better || (durationNs[row] ?? 0) > (durationNs[longest] ?? 0)) longest = row;
  }
  return longest;
}
