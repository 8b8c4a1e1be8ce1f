import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import type { TraceColumns } from '../../../src/explorer/model/trace-columns.ts';
import { visibleRows } from '../../../src/explorer/model/visible-rows.ts';
import {
  type Folded,
  foldToLevel,
  levelStepped,
  levelsOf,
  nothingFolded,
  shownLevel,
  siblingsOpened,
} from '../../../src/explorer/timeline/folding.ts';
import { nextRow } from '../../../src/explorer/timeline/row-steps.ts';
import { shownMatches } from '../../../src/explorer/timeline/shown-matches.ts';
import { indexOfRow, type TreeAction, treeAction } from '../../../src/explorer/timeline/tree-keys.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

/** a ─ b ─ c, d;  a ─ e ─ f (of another service). Rows 0 … 5. */
const tree = columnsOf([
  span('a', '', 0),
  span('b', 'a', 1),
  span('c', 'b', 2),
  span('d', 'b', 3),
  span('e', 'a', 5, 'till'),
  span('f', 'e', 6, 'till'),
]);

function span(name: string, parent: string, at: number, service = 'shop'): Span {
  const id = (of: string): string => (of === '' ? '' : of.charCodeAt(0).toString(16).padStart(16, '0'));
  return makeSpan({ service, name, spanId: id(name), parentSpanId: id(parent), at, takes: 20 - at });
}

function shown(columns: TraceColumns, folded: Folded, hidden: readonly string[] = []): string {
  return [...visibleRows(columns, { collapsed: folded, hidden: new Set(hidden) })]
    .map((row) => columns.names[columns.name[row] ?? 0])
    .join('');
}

describe('folding', () => {
  test('shows as many levels as asked for', () => {
    expect(levelsOf(tree)).toBe(3);
    expect(shown(tree, foldToLevel(tree, 1))).toBe('a');
    expect(shown(tree, foldToLevel(tree, 2))).toBe('abe');
    expect(shown(tree, foldToLevel(tree, 3))).toBe('abcdef');
  });

  test('goes a level more and a level fewer, and no further than there are', () => {
    const two = levelStepped(tree, nothingFolded, -1);
    expect(shown(tree, two)).toBe('abe');
    expect(shownLevel(tree, two, 3)).toBe(2);
    const one = levelStepped(tree, two, -1);
    expect(shown(tree, levelStepped(tree, one, -1))).toBe('a');
    expect(levelStepped(tree, two, 1)).toBe(nothingFolded);
  });

  test('opens all beside a row and nothing else', () => {
    const all = foldToLevel(tree, 1);
    const opened = siblingsOpened(tree, all, 1);
    expect(opened.has(tree.number[1] ?? -1)).toBe(false);
    expect(opened.has(tree.number[4] ?? -1)).toBe(false);
    expect(opened.has(tree.number[0] ?? -1)).toBe(true);
  });
});

describe('keys of the tree', () => {
  const at = (
    key: string,
    active: number,
    folded: Folded = nothingFolded,
    hidden: string[] = [],
  ): TreeAction | undefined =>
    treeAction(
      key,
      { columns: tree, folded, visible: visibleRows(tree, { collapsed: folded, hidden: new Set(hidden) }) },
      active,
      3,
    );

  test('Right opens, then goes to the first child; Left folds, then goes to the parent', () => {
    const folded = new Set([tree.number[1] ?? -1]);
    expect(at('ArrowRight', 1, folded)).toEqual({ type: 'expand', row: 1 });
    expect(at('ArrowRight', 1)).toEqual({ type: 'focus', index: 2 });
    expect(at('ArrowRight', 2)).toEqual({ type: 'focus', index: 2 });
    expect(at('ArrowLeft', 1)).toEqual({ type: 'collapse', row: 1 });
    expect(at('ArrowLeft', 3)).toEqual({ type: 'focus', index: 1 });
  });

  test('a hidden parent is passed over', () => {
    // Rows on show: e, f.
    expect(at('ArrowLeft', 0, new Set([tree.number[4] ?? -1]), ['shop'])).toEqual({
      type: 'focus',
      index: 0,
    });
    expect(at('ArrowLeft', 1, nothingFolded, ['shop'])).toEqual({ type: 'focus', index: 0 });
  });

  test('an open row whose children are all hidden has nowhere to go', () => {
    expect(at('ArrowRight', 0, nothingFolded, ['shop'])).toEqual({ type: 'focus', index: 1 });
    // On show: a, b, c, d; e and f are hidden.
    expect(at('ArrowRight', 3, nothingFolded, ['till'])).toEqual({ type: 'focus', index: 3 });
  });

  test('Enter and Space open, the star opens what stands beside, other keys are left alone', () => {
    expect(at('Enter', 2)).toEqual({ type: 'open', row: 2 });
    expect(at(' ', 2)).toEqual({ type: 'open', row: 2 });
    expect(at('*', 2)).toEqual({ type: 'expand-siblings', row: 2 });
    expect(at('PageDown', 1)).toEqual({ type: 'focus', index: 4 });
    expect(at('Escape', 1)).toBeUndefined();
  });
});

test('a row that is not on show is looked for at the nearest one above', () => {
  const visible = Uint32Array.of(0, 1, 4);
  expect(indexOfRow(visible, 4)).toBe(2);
  expect(indexOfRow(visible, 3)).toBe(1);
  expect(indexOfRow(new Uint32Array(0), 3)).toBe(-1);
});

describe('matches', () => {
  const found = Uint8Array.of(0, 1, 0, 1, 1, 0);

  test('are counted, told apart and gone through, around the ends', () => {
    const matches = shownMatches(tree, found, []);
    expect(matches.count).toBe(3);
    expect(matches.place(3)).toBe(2);
    expect(matches.place(2)).toBe(0);
    expect(matches.from(0)).toBe(1);
    expect(matches.from(1)).toBe(1);
    expect(matches.next(4, 1)).toBe(1);
    expect(matches.next(1, -1)).toBe(4);
  });

  test('of hidden services are left out', () => {
    const matches = shownMatches(tree, found, ['till']);
    expect(matches.count).toBe(2);
    expect(matches.next(3, 1)).toBe(1);
  });

  test('may be none', () => {
    expect(shownMatches(tree, undefined, []).next(0, 1)).toBeUndefined();
    expect(nextRow(0, 0, 1, () => true)).toBeUndefined();
  });
});
