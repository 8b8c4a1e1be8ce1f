import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTrace } from '../../../src/workbench/explorer/trace-tree.ts';
import { treeAction } from '../../../src/workbench/explorer/tree-keys.ts';
import { revealed, visibleRows } from '../../../src/workbench/explorer/visible-rows.ts';
import { anySpans, span } from './spans.ts';

const tree = layoutTrace([
  span({ id: 'root', takes: 50 }),
  span({ id: 'a', parent: 'root', at: 1 }),
  span({ id: 'a1', parent: 'a', at: 2 }),
  span({ id: 'b', parent: 'root', at: 20 }),
  span({ id: 'other', at: 60 }),
]);
const names = (collapsed: string[]): string[] =>
  visibleRows(tree, new Set(collapsed)).map((row) => row.node.key);

describe('rows on show', () => {
  it('leave out what is below a folded row', () => {
    expect(names([])).toEqual(['root', 'a', 'a1', 'b', 'other']);
    expect(names(['a'])).toEqual(['root', 'a', 'b', 'other']);
    expect(names(['root', 'a'])).toEqual(['root', 'other']);
  });

  it('know whether they are open, folded, or have nothing below', () => {
    const rows = visibleRows(tree, new Set(['a']));
    expect(rows.map((row) => row.expanded)).toEqual([true, false, undefined, undefined]);
  });

  it('are unfolded just enough to show a row', () => {
    const open = revealed(tree, new Set(['root', 'a', 'b']), 'a1');
    expect([...open]).toEqual(['b']);
    expect(revealed(tree, open, 'a1')).toBe(open);
  });

  it('show a row exactly when no ancestor is folded, whatever the spans', () => {
    fc.assert(
      fc.property(anySpans, fc.func(fc.boolean()), (spans, fold) => {
        const any = layoutTrace(spans);
        const collapsed = new Set(any.nodes.filter((node) => fold(node.key)).map((node) => node.key));
        const open = any.nodes.filter((node) => {
          for (let up = node.parent; up !== undefined; up = up.parent)
            if (collapsed.has(up.key)) return false;
          return true;
        });
        expect(visibleRows(any, collapsed).map((row) => row.node)).toEqual(open);
      }),
    );
  });
});

describe('the keyboard of the tree grid', () => {
  const rows = visibleRows(tree, new Set(['a']));
  const press = (key: string, active: number) => treeAction(key, rows, active, 2);

  it('moves by row, by page, to the first and the last, and stops at the ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ type: 'focus', index: 1 });
    expect(press('ArrowDown', 3)).toEqual({ type: 'focus', index: 3 });
    expect(press('ArrowUp', 0)).toEqual({ type: 'focus', index: 0 });
    expect(press('PageDown', 0)).toEqual({ type: 'focus', index: 2 });
    expect(press('PageUp', 1)).toEqual({ type: 'focus', index: 0 });
    expect(press('Home', 3)).toEqual({ type: 'focus', index: 0 });
    expect(press('End', 0)).toEqual({ type: 'focus', index: 3 });
  });

  it('unfolds with Right, then goes to the first child', () => {
    expect(press('ArrowRight', 1)).toEqual({ type: 'expand', key: 'a' });
    expect(press('ArrowRight', 0)).toEqual({ type: 'focus', index: 1 });
    expect(press('ArrowRight', 2)).toEqual({ type: 'focus', index: 2 });
  });

  it('folds with Left, then goes to the parent', () => {
    expect(press('ArrowLeft', 0)).toEqual({ type: 'collapse', key: 'root' });
    expect(press('ArrowLeft', 1)).toEqual({ type: 'focus', index: 0 });
    expect(press('ArrowLeft', 3)).toEqual({ type: 'focus', index: 3 });
  });

  it('opens a row with Enter and Space, and leaves other keys alone', () => {
    expect(press('Enter', 2)).toEqual({ type: 'open', index: 2 });
    expect(press(' ', 2)).toEqual({ type: 'open', index: 2 });
    expect(press('x', 2)).toBeUndefined();
    expect(press('Tab', 2)).toBeUndefined();
  });
});
