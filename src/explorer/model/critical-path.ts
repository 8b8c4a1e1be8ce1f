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
  /** Those that reach into it, first to finish first. */
  children: Uint32Array;
  /** How many of them have not been looked at. */
  left: number;
}

type Times = Pick<TraceColumns, 'descendants' | 'startNs' | 'durationNs' | 'parentSpanId' | 'length'>;

/** The latest last. They do not overlap, and together cover the root: the longest of the trace's. */
export function criticalPath(columns: Times): CriticalSection[] {
  const root = longestRoot(columns);
  if (root < 0) return [];
  const sections: CriticalSection[] = [];
  const add = (row: Row, fromNs: number, toNs: number): void => {
    if (toNs > fromNs) sections.push({ row, fromNs, toNs });
  };
  const visits = [visit(columns, { row: root, ...whole(columns, root) })];
  for (let top = visits.at(-1); top !== undefined; top = visits.at(-1)) {
    const child = nextChild(columns, top);
    if (child !== undefined) {
      add(top.row, child.toNs, top.atNs);
      top.atNs = child.fromNs;
      visits.push(visit(columns, child));
      continue;
    }
    add(top.row, top.fromNs, top.atNs);
    visits.pop();
  }
  return sections.reverse();
}

/** The child that finished last before the point reached. */
function nextChild(columns: Times, visit: Visit): CriticalSection | undefined {
  while (visit.left > 0) {
    visit.left -= 1;
    const row = visit.children[visit.left] ?? 0;
    const { fromNs, toNs } = whole(columns, row);
    const child = { row, fromNs: Math.max(fromNs, visit.fromNs), toNs: Math.min(toNs, visit.toNs) };
    if (child.toNs <= visit.atNs) return child;
  }
  return undefined;
}

function visit(columns: Times, section: CriticalSection): Visit {
  const { row, fromNs, toNs } = section;
  const rows: Row[] = [];
  const last = row + (columns.descendants[row] ?? 0);
  for (let child = row + 1; child <= last; child += (columns.descendants[child] ?? 0) + 1) {
    const times = whole(columns, child);
    if (Math.min(times.toNs, toNs) > Math.max(times.fromNs, fromNs)) rows.push(child);
  }
  const ends = Float64Array.from(rows, (child) => Math.min(whole(columns, child).toNs, toNs));
  const starts = Float64Array.from(rows, (child) => whole(columns, child).fromNs);
  // Of those that finish together the longest is taken: it stands last.
  const children = orderBy(ends, starts).map((index) => rows[index] ?? 0);
  return { row, fromNs, toNs, atNs: toNs, children, left: children.length };
}

function whole({ startNs, durationNs }: Times, row: Row): { fromNs: number; toNs: number } {
  const fromNs = startNs[row] ?? 0;
  return { fromNs, toNs: fromNs + (durationNs[row] ?? 0) };
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
