/** Trace columns from a tree written by hand, or made up. */
import fc from 'fast-check';
import type { TraceColumns } from '../../../src/explorer/model/trace-columns.ts';

export interface Branch {
  service?: string;
  name: string;
  kind?: number;
  status?: number;
  takes?: number;
  children?: readonly Branch[];
}

export function columnsOfTree(tops: readonly Branch[]): TraceColumns {
  const rows: { branch: Branch; parent: number; depth: number; position: number; siblings: number }[] = [];
  const descendants: number[] = [];
  const visit = (branches: readonly Branch[], parent: number, depth: number): void =>
    branches.forEach((branch, index) => {
      const row = rows.length;
      rows.push({ branch, parent, depth, position: index + 1, siblings: branches.length });
      visit(branch.children ?? [], row, depth + 1);
      descendants[row] = rows.length - row - 1;
    });
  visit(tops, -1, 0);
  const services = [...new Set(rows.map(({ branch }) => branch.service ?? 'shop'))];
  const names = [...new Set(rows.map(({ branch }) => branch.name))];
  const durations = rows.map(({ branch }) => (branch.takes ?? 1) * 1e6);
  const none = new Uint32Array(rows.length);
  return {
    traceId: 'a0'.repeat(16),
    length: rows.length,
    startUnixNano: 1_795_255_200_000_000_000n,
    totalNs: Math.max(0, ...durations),
    services,
    names,
    number: Uint32Array.from(rows.keys()),
    clock: none,
    service: Uint32Array.from(rows, ({ branch }) => services.indexOf(branch.service ?? 'shop')),
    name: Uint32Array.from(rows, ({ branch }) => names.indexOf(branch.name)),
    kind: Uint8Array.from(rows, ({ branch }) => branch.kind ?? 1),
    status: Uint8Array.from(rows, ({ branch }) => branch.status ?? 0),
    startNs: new Float64Array(rows.length),
    durationNs: Float64Array.from(durations),
    selfNs: Float64Array.from(durations),
    parent: Int32Array.from(rows, ({ parent }) => parent),
    depth: Uint32Array.from(rows, ({ depth }) => depth),
    descendants: Uint32Array.from(descendants),
    errorsBelow: none,
    position: Uint32Array.from(rows, ({ position }) => position),
    siblings: Uint32Array.from(rows, ({ siblings }) => siblings),
    warnings: new Uint16Array(rows.length),
    spanId: BigUint64Array.from(rows, (_, row) => BigInt(row + 1)),
    parentSpanId: BigUint64Array.from(rows, ({ parent }) => BigInt(parent + 1)),
    events: none,
    links: none,
  };
}

/** Few names, so that siblings are alike more often than not. */
const forest: fc.Arbitrary<readonly Branch[]> = fc
  .array(
    fc.record({
      /** Which of those before it is its parent. */
      under: fc.nat({ max: 40 }),
      service: fc.constantFrom('shop', 'till'),
      name: fc.constantFrom('GET /a', 'GET /b', 'work', ''),
      kind: fc.constantFrom(1, 2, 3),
      status: fc.constantFrom(0, 2),
      takes: fc.constantFrom(0, 1, 2, 9, -1),
    }),
    { maxLength: 40 },
  )
  .map((spans) => {
    const branches = spans.map(({ under: _, ...span }) => ({ ...span, children: [] as Branch[] }));
    const tops: Branch[] = [];
    spans.forEach(({ under }, index) => {
      const branch = branches[index];
      if (branch !== undefined) (branches[(under % (index + 1)) - 1]?.children ?? tops).push(branch);
    });
    return tops;
  });

export const anyTrace: fc.Arbitrary<TraceColumns> = forest.map(columnsOfTree);

/** A trace, and the same with a branch taken out, doubled or changed here and there. */
export const relatedTraces: fc.Arbitrary<readonly [TraceColumns, TraceColumns]> = fc
  .tuple(forest, fc.infiniteStream(fc.constantFrom('keep', 'keep', 'keep', 'drop', 'double', 'fail', 'slow')))
  .map(([tops, changes]) => {
    const change = (branches: readonly Branch[] = []): Branch[] =>
      branches.flatMap((branch) => {
        const how: string = changes.next().value ?? 'keep';
        if (how === 'drop') return [];
        const kept = { ...branch, children: change(branch.children) };
        if (how === 'fail') return [{ ...kept, status: 2 }];
        if (how === 'slow') return [{ ...kept, takes: 40 }];
        return how === 'double' ? [kept, kept] : [kept];
      });
    return [columnsOfTree(tops), columnsOfTree(change(tops))] as const;
  });
