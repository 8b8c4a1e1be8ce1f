/** Where each span's own time went. */

/**
 * By row: the part of its duration that none of its children covers. Children may overlap each other, and may stick
 * out of their parent: what lies outside does not count. `order` has all rows, those of one parent by start.
 */
export function selfTimes(
  parent: Int32Array,
  startNs: Float64Array,
  durationNs: Float64Array,
  order?: Uint32Array,
): Float64Array {
  const rows = parent.length;
  const covered = new Float64Array(rows);
  /** Until when each is covered. */
  const until = startNs.slice();
  for (let at = 0; at < rows; at++) {
    const row = order === undefined ? at : (order[at] ?? 0);
    const above = parent[row] ?? -1;
    if (above < 0) continue;
    const start = startNs[row] ?? 0;
    const from = Math.max(start, until[above] ?? 0);
    const to = Math.min(start + (durationNs[row] ?? 0), (startNs[above] ?? 0) + (durationNs[above] ?? 0));
    if (to <= from) continue;
    covered[above] = (covered[above] ?? 0) + to - from;
    until[above] = to;
  }
  return durationNs.map((duration, row) => Math.max(0, duration - (covered[row] ?? 0)));
}
