import { describe, expect, it } from 'vitest';
import { compareTraces } from '../../../src/explorer/compare/compare-traces.ts';
import { differenceWords, plainSides, summaryOf } from '../../../src/explorer/compare/compare-words.ts';
import { pairFields } from '../../../src/explorer/compare/pair-fields.ts';
import { mergedAction, shownRows } from '../../../src/explorer/compare/shown-rows.ts';
import { type Branch, columnsOfTree } from './columns.ts';

const compared = (left: readonly Branch[], right: readonly Branch[]) =>
  compareTraces(columnsOfTree(left), columnsOfTree(right));
const root = (...children: Branch[]): Branch[] => [{ name: 'root', takes: 100, children }];

describe('a comparison in a sentence', () => {
  it('counts what is more, slower and failed', () => {
    const comparison = compared(
      root({ name: 'a', takes: 10 }, { name: 'b', takes: 50 }, { name: 'gone' }),
      root({ name: 'a', takes: 40 }, { name: 'b', takes: 5, status: 2 }, { name: 'new' }, { name: 'new' }),
    );
    expect(summaryOf(comparison, plainSides)).toBe(
      '1 span only on the left, 2 spans only on the right, 1 is slower on the right by half or more, 1 is faster on the right by a third or more, 1 is of another status.',
    );
    const words = Array.from({ length: comparison.length }, (_, index) =>
      differenceWords(comparison, index, { left: 'in yours', right: 'in the solution' }),
    );
    expect(words).toEqual([
      '3 → 4 children',
      '4 × slower',
      'fails in the solution, 10 × faster',
      'only in the solution',
      'only in the solution',
      'only in yours',
    ]);
  });

  it('says what takes a little longer or less, and all in all', () => {
    const comparison = compared(
      [
        {
          name: 'root',
          takes: 633,
          children: [
            { name: 'a', takes: 492 },
            { name: 'b', takes: 100 },
          ],
        },
      ],
      [
        {
          name: 'root',
          takes: 533,
          children: [
            { name: 'a', takes: 415 },
            { name: 'b', takes: 104 },
          ],
        },
      ],
    );
    expect(summaryOf(comparison, plainSides)).toBe(
      'All 3 spans are alike; in all it takes 533 ms on the right, 633 ms on the left.',
    );
    expect([0, 1, 2].map((index) => differenceWords(comparison, index, plainSides))).toEqual([
      '−100 ms (−16 %)',
      '−77 ms (−16 %)',
      '',
    ]);
  });

  it('says that nothing differs', () => {
    expect(summaryOf(compared(root(), root()), plainSides)).toBe('All 1 span are alike.');
    expect(summaryOf(compared([], []), plainSides)).toBe('Both are empty.');
  });
});

describe('rows on show', () => {
  const comparison = compared(
    root({ name: 'a', children: [{ name: 'x' }] }, { name: 'b', children: [{ name: 'y' }] }),
    root({ name: 'a', children: [{ name: 'x' }] }, { name: 'b', children: [{ name: 'y', status: 2 }] }),
  );
  it('are all, or what differs and what is above it', () => {
    expect([...shownRows(comparison, new Set(), false)]).toEqual([0, 1, 2, 3, 4]);
    expect([...shownRows(comparison, new Set(), true)]).toEqual([0, 3, 4]);
    expect([...shownRows(comparison, new Set([1]), false)]).toEqual([0, 1, 3, 4]);
  });
  it('are gone through as a tree', () => {
    const shown = shownRows(comparison, new Set([1]), false);
    const open = (index: number) => (index === 1 ? false : index === 0 || index === 3 ? true : undefined);
    const act = (key: string, active: number) => mergedAction(key, comparison, shown, active, 10, open);
    expect(act('ArrowDown', 1)).toEqual({ type: 'focus', at: 2 });
    expect(act('ArrowRight', 1)).toEqual({ type: 'unfold', index: 1 });
    expect(act('ArrowRight', 2)).toEqual({ type: 'focus', at: 3 });
    expect(act('ArrowLeft', 3)).toEqual({ type: 'focus', at: 2 });
    expect(act('ArrowLeft', 2)).toEqual({ type: 'fold', index: 3 });
    expect(act('Enter', 3)).toEqual({ type: 'open', index: 4 });
    expect(act('x', 3)).toBeUndefined();
  });
});

describe('the fields of a pair', () => {
  it('have differences first, and tell types apart', () => {
    const fields = pairFields(
      [
        { key: 'a', value: 'same' },
        { key: 'b', value: 1n },
        { key: 'c', value: 'only' },
        { key: '__proto__', value: [1n] },
      ],
      [
        { key: 'a', value: 'same' },
        { key: 'b', value: '1' },
        { key: '__proto__', value: [1n] },
        { key: 'd', value: null },
      ],
      true,
    );
    expect(fields.map(({ key, verdict }) => `${key} ${verdict}`)).toEqual([
      'b changed',
      'c only-left',
      'd only-right',
      '__proto__ same',
      'a same',
    ]);
  });
});
