/** Spans that are their own ancestors. A tree has no place for that, so each circle is cut once and said. */

/**
 * Cuts every circle of parents above its earliest span, which then has none: changes `parent` (-1 for none).
 * Returns 1 for each span that is part of a circle.
 */
export function cutCycles(parent: Int32Array, startNs: Float64Array): Uint8Array {
  const inCycle = new Uint8Array(parent.length);
  /** 0: not seen; otherwise the walk that came by. */
  const walks = new Uint32Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    const walk = start + 1;
    let node = start;
    while (node >= 0 && walks[node] === 0) {
      walks[node] = walk;
      node = parent[node] ?? -1;
    }
    if (node < 0 || walks[node] !== walk) continue;
    let top = node;
    let member = node;
    do {
      inCycle[member] = 1;
      if ((startNs[member] ?? 0) < (startNs[top] ?? 0)) top = member;
      member = parent[member] ?? -1;
    } while (member !== node);
    parent[top] = -1;
  }
  return inCycle;
}
