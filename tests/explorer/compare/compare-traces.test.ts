import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInSteps, compareTraces } from '../../../src/explorer/compare/compare-traces.ts';
import { changesOf, type TraceComparison, verdictOf } from '../../../src/explorer/compare/comparison.ts';
import { anyTrace, type Branch, columnsOfTree, relatedTraces } from './columns.ts';

/** A line a row: two spaces a level, `=` both, `≠` changed, `<` only left, `>` only right. */
function drawn(left: readonly Branch[], right: readonly Branch[]): string[] {
  const comparison = compareTraces(columnsOfTree(left), columnsOfTree(right));
  const sign = { same: '=', changed: '≠', 'only-left': '<', 'only-right': '>' };
  return Array.from({ length: comparison.length }, (_, index) => {
    const row = comparison.leftRow[index] ?? -1;
    const other = comparison.rightRow[index] ?? -1;
    const name = (columns: typeof comparison.left, at: number) => columns.names[columns.name[at] ?? 0];
    const said = row < 0 ? name(comparison.right, other) : name(comparison.left, row);
    const changes = changesOf(comparison, index);
    return `${'  '.repeat(comparison.depth[index] ?? 0)}${sign[verdictOf(comparison, index)]} ${said}${
      changes.length > 0 ? ` (${changes.join(', ')})` : ''
    }`;
  });
}

describe('two traces laid over each other', () => {
  it('pair spans of the same service, name and kind under paired parents', () => {
    expect(
      drawn(
        [{ name: 'root', children: [{ name: 'a' }, { name: 'b' }] }],
        [{ name: 'root', children: [{ name: 'a' }, { name: 'c' }, { name: 'b' }] }],
      ),
    ).toEqual(['≠ root (children)', '  = a', '  > c', '  = b']);
  });

  it('pair siblings alike by what is below them', () => {
    const query = { name: 'query', children: [{ name: 'rows' }] };
    expect(
      drawn([{ name: 'root', children: [{ name: 'query' }, query] }], [{ name: 'root', children: [query] }]),
    ).toEqual(['≠ root (children)', '  < query', '  = query', '    = rows']);
  });

  it('tell which of several calls alike the other side lacks', () => {
    const failed = { name: 'get', status: 2, takes: 10 };
    const [slow, quick] = [
      { name: 'get', takes: 500 },
      { name: 'get', takes: 1 },
    ];
    const under = (...children: Branch[]): Branch[] => [{ name: 'r', children }];
    expect(drawn(under(failed, slow), under(slow))).toEqual(['≠ r (children)', '  < get', '  = get']);
    expect(drawn(under(slow), under(slow, failed))).toEqual(['≠ r (children)', '  = get', '  > get']);
    expect(drawn(under(quick, slow, quick), under(quick, quick))).toEqual([
      '≠ r (children)',
      '  = get',
      '  < get',
      '  = get',
    ]);
  });

  it('pair siblings that changed places', () => {
    const [one, other] = [
      { name: 'work', children: [{ name: 'one' }] },
      { name: 'work', children: [{ name: 'other' }] },
    ];
    expect(drawn([{ name: 'r', children: [one, other] }], [{ name: 'r', children: [other, one] }])).toEqual([
      '= r',
      '  = work',
      '    = one',
      '  = work',
      '    = other',
    ]);
  });

  it('pair a span with itself under a new name, and with another kind', () => {
    const children = [{ name: 'x' }, { name: 'y' }];
    expect(
      drawn(
        [
          {
            name: 'r',
            children: [
              { name: 'checkout', children },
              { name: 'call', kind: 1 },
            ],
          },
        ],
        [
          {
            name: 'r',
            children: [
              { name: 'pay', children },
              { name: 'call', kind: 3 },
            ],
          },
        ],
      ),
    ).toEqual(['= r', '  ≠ checkout (name)', '    = x', '    = y', '  ≠ call (kind)']);
  });

  it('pair the only tops, whatever they are called, and not what is under them', () => {
    expect(
      drawn([{ name: 'a', children: [{ name: 'x' }] }], [{ service: 'till', name: 'zzz', kind: 2 }]),
    ).toEqual(['≠ a (service, name, kind, children)', '  < x']);
  });

  it('say slower and faster of what is longer by half and can be noticed', () => {
    const tree = (takes: readonly number[]): Branch[] => [
      { name: 'r', takes: 1000, children: takes.map((each, index) => ({ name: `${index}`, takes: each })) },
    ];
    expect(drawn(tree([100, 100, 100, 4, 0]), tree([150, 149, 60, 9, 20]))).toEqual([
      '= r',
      '  ≠ 0 (slower)',
      '  = 1',
      '  ≠ 2 (faster)',
      '  = 3',
      '  ≠ 4 (slower)',
    ]);
  });

  it('are all of one when the other is empty', () => {
    expect(drawn([{ name: 'a', children: [{ name: 'b' }] }], [])).toEqual(['< a', '  < b']);
    expect(drawn([], [])).toEqual([]);
  });

  it('count what differs below', () => {
    const { differencesBelow, descendants } = compareTraces(
      columnsOfTree([{ name: 'r', children: [{ name: 'a', children: [{ name: 'b', status: 2 }] }] }]),
      columnsOfTree([{ name: 'r', children: [{ name: 'a', children: [{ name: 'b' }, { name: 'c' }] }] }]),
    );
    expect([...differencesBelow]).toEqual([3, 2, 0, 0]);
    expect([...descendants]).toEqual([3, 2, 0, 0]);
  });
});

/** Pairs as text, so that comparisons can be told apart whatever the order of their rows. */
function pairs(comparison: TraceComparison, side: 'leftRow' | 'rightRow'): string[] {
  const [one, other] =
    side === 'leftRow'
      ? [comparison.leftRow, comparison.rightRow]
      : [comparison.rightRow, comparison.leftRow];
  const at = (index: number) => `${one[index]}:${other[index]}`;
  return Array.from({ length: comparison.length }, (_, index) => {
    const parent = comparison.parent[index] ?? -1;
    return `${at(index)} under ${parent < 0 ? 'nothing' : at(parent)}`;
  }).sort();
}

const mirrored = { slower: 'faster', faster: 'slower' } as const;

describe('for any traces', () => {
  it('a trace does not differ from itself', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { leftRow, rightRow, changes } = compareTraces(trace, trace);
        const rows = [...trace.spanId.keys()];
        expect([...leftRow]).toEqual(rows);
        expect([...rightRow]).toEqual(rows);
        expect(changes.every((bits) => bits === 0)).toBe(true);
      }),
    );
  });

  it('every span of both is in one row, under the row of its parent, parents first', () => {
    fc.assert(
      fc.property(fc.oneof(relatedTraces, fc.tuple(anyTrace, anyTrace)), ([left, right]) => {
        const comparison = compareTraces(left, right);
        for (const [side, columns] of [
          [comparison.leftRow, left],
          [comparison.rightRow, right],
        ] as const) {
          const rows = [...side].filter((row) => row >= 0);
          expect(rows.toSorted((one, other) => one - other)).toEqual([...columns.spanId.keys()]);
          side.forEach((row, index) => {
            if (row < 0) return;
            const parent = comparison.parent[index] ?? -1;
            expect(parent).toBeLessThan(index);
            expect(parent < 0 ? -1 : side[parent]).toBe(columns.parent[row]);
          });
        }
        comparison.descendants.forEach((count, index) => {
          const below = comparison.depth.subarray(index + 1, index + 1 + count);
          expect(below.every((depth) => depth > (comparison.depth[index] ?? 0))).toBe(true);
        });
      }),
    );
  });

  it('changing sides mirrors', () => {
    fc.assert(
      fc.property(fc.oneof(relatedTraces, fc.tuple(anyTrace, anyTrace)), ([left, right]) => {
        const [there, back] = [compareTraces(left, right), compareTraces(right, left)];
        expect(pairs(back, 'rightRow')).toEqual(pairs(there, 'leftRow'));
        const said = (comparison: TraceComparison, turned: boolean) =>
          Array.from({ length: comparison.length }, (_, index) =>
            changesOf(comparison, index)
              .map((change) =>
                turned && (change === 'slower' || change === 'faster') ? mirrored[change] : change,
              )
              .sort()
              .join(),
          ).sort();
        expect(said(back, true)).toEqual(said(there, false));
      }),
      { numRuns: 3000 },
    );
  }, 30_000);

  it('as many pairs as can be: no service, name and kind is left on both sides of one pair', () => {
    fc.assert(
      fc.property(relatedTraces, ([left, right]) => {
        const { leftRow, rightRow, parent } = compareTraces(left, right);
        const over = new Set<string>();
        const key = (columns: typeof left, row: number) =>
          `${columns.services[columns.service[row] ?? 0]} ${columns.names[columns.name[row] ?? 0]} ${columns.kind[row]}`;
        leftRow.forEach((row, index) => {
          if (row >= 0 && rightRow[index] === -1) over.add(`${parent[index]} ${key(left, row)}`);
        });
        rightRow.forEach((row, index) => {
          if (row >= 0 && leftRow[index] === -1)
            expect(over.has(`${parent[index]} ${key(right, row)}`)).toBe(false);
        });
      }),
    );
  });
});

describe('work is bounded', () => {
  const wide = (count: number, step: number): Branch[] => [
    {
      name: 'r',
      children: Array.from({ length: count }, (_, at) => ({
        name: at % 7 === 0 ? 'other' : 'call',
        takes: (at * step) % 13,
        children: at % 3 === 0 ? [{ name: 'x' }] : [],
      })),
    },
  ];

  it('by steps that give way', () => {
    const steps = compareInSteps(columnsOfTree(wide(3_000, 1)), columnsOfTree(wide(3_000, 5)));
    let count = 0;
    while (steps.next().done !== true) count++;
    expect(count).toBeGreaterThan(4);
  });

  it('by steps, also under one parent with many groups of children', () => {
    const groups = (seed: string): Branch[] => [
      {
        name: 'r',
        children: Array.from({ length: 1_200 }, (_, at) => ({
          name: `${at % 12}`,
          children: [{ name: `${seed}${at}` }],
        })),
      },
    ];
    const steps = compareInSteps(columnsOfTree(groups('a')), columnsOfTree(groups('b')));
    let count = 0;
    while (steps.next().done !== true) count++;
    expect(count).toBeGreaterThan(2_400 / 512 + 12);
  });

  it('for siblings by the thousand, and for trees as deep as they are long', () => {
    const deep = (names: readonly string[]): Branch[] =>
      names.reduce<Branch[]>((children, name) => [{ name, children }], []);
    const [a, b] = [columnsOfTree(wide(3_750, 1)), columnsOfTree(wide(3_700, 5))];
    const names = Array.from({ length: 2_000 }, (_, at) => `${at % 5}`);
    const [c, d] = [columnsOfTree(deep(names)), columnsOfTree(deep(names.slice(3)))];
    const before = performance.now();
    expect(compareTraces(a, b).length).toBeLessThanOrEqual(a.length + b.length);
    expect(compareTraces(c, d).length).toBeGreaterThan(0);
    // The page's budget is 300 ms a comparison; a busy machine gets some more.
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});
