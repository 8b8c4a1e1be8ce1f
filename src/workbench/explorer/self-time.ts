/** Where a span's own time went. */

interface Interval {
  startNs: number;
  durationNs: number;
}

/**
 * The part of `span` that none of `children` covers. Children may overlap each other, and may stick out of
 * their parent: what lies outside does not count. `children` are earliest first.
 */
export function selfTime(span: Interval, children: readonly Interval[]): number {
  const end = span.startNs + span.durationNs;
  let covered = 0;
  let until = span.startNs;
  for (const child of children) {
    const from = Math.max(child.startNs, until);
    const to = Math.min(child.startNs + child.durationNs, end);
    if (to <= from) continue;
    covered += to - from;
    until = to;
  }
  return Math.max(0, span.durationNs - covered);
}
