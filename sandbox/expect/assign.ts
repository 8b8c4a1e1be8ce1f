/** Who takes whom: patterns with demands on one side, kinds of candidates on the other. */

/** How many candidates a pattern needs, and how many it can take. */
export interface Demand {
  min: number;
  max: number;
}

/** Candidates that the same patterns fit: how many there are, and which patterns (by index). */
export interface Kind {
  size: number;
  fits: readonly number[];
}

/**
 * Give each pattern as many candidates as it needs, where that is possible for all together, then as many
 * as it can take. Returns how many each pattern takes of each kind: `taken[pattern][kind]`.
 *
 * A flow between patterns and kinds, not a search over candidates: its cost does not depend on how many
 * candidates are alike, and there is nothing to back out of.
 */
export function assign(demands: readonly Demand[], kinds: readonly Kind[]): number[][] {
  const taken = demands.map(() => kinds.map(() => 0));
  const free = kinds.map(({ size }) => size);
  const kindsOf = demands.map((_, p) => kinds.flatMap(({ fits }, k) => (fits.includes(p) ? [k] : [])));
  const at = (p: number, k: number) => taken[p]?.[k] ?? 0;

  const fill = (pattern: number, wanted: number): void => {
    let open = wanted;
    while (open > 0) {
      const path = findPath(pattern);
      if (path === undefined) return;
      const last = path.at(-1)?.kind ?? 0;
      const moved = path.slice(1).map(({ pattern: p }, i) => at(p, path[i]?.kind ?? 0));
      const amount = Math.min(open, free[last] ?? 0, ...moved);
      free[last] = (free[last] ?? 0) - amount;
      for (const [i, { pattern: p, kind }] of path.entries()) {
        add(p, kind, amount);
        const before = path[i - 1];
        if (before) add(p, before.kind, -amount);
      }
      open -= amount;
    }
  };
  const add = (p: number, k: number, amount: number) => {
    const row = taken[p];
    if (row) row[k] = (row[k] ?? 0) + amount;
  };
  /** From a pattern to a kind with candidates left, moving other patterns to other kinds on the way. */
  const findPath = (from: number): { pattern: number; kind: number }[] | undefined => {
    const cameFrom = new Map<number, { pattern: number; kind: number }>();
    const seen = new Set([from]);
    const queue = [from];
    for (let p = queue.shift(); p !== undefined; p = queue.shift()) {
      for (const kind of kindsOf[p] ?? []) {
        if ((free[kind] ?? 0) > 0) {
          const path = [{ pattern: p, kind }];
          for (let back = cameFrom.get(p); back; back = cameFrom.get(back.pattern)) path.unshift(back);
          return path;
        }
        for (const other of demands.keys()) {
          if (seen.has(other) || at(other, kind) === 0) continue;
          seen.add(other);
          cameFrom.set(other, { pattern: p, kind });
          queue.push(other);
        }
      }
    }
    return undefined;
  };

  for (const [pattern, { min }] of demands.entries()) fill(pattern, min);
  for (const [pattern, { min, max }] of demands.entries()) {
    const has = (taken[pattern] ?? []).reduce((sum, each) => sum + each, 0);
    if (has >= min) fill(pattern, Math.min(max, Number.MAX_SAFE_INTEGER) - has);
  }
  return taken;
}
