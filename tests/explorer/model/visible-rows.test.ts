import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { revealed, visibleRows } from '../../../src/explorer/model/visible-rows.ts';
import { anySpans, span } from './any-spans.ts';

const columns = columnsOf([
  span({ id: 'root', takes: 50 }),
  span({ id: 'a', parent: 'root', at: 1, service: 'till' }),
  span({ id: 'a1', parent: 'a', at: 2 }),
  span({ id: 'b', parent: 'root', at: 20 }),
  span({ id: 'other', at: 60 }),
]);
const shown = (collapsed: number[], hidden: string[] = []): (string | undefined)[] =>
  [...visibleRows(columns, { collapsed: new Set(collapsed), hidden: new Set(hidden) })].map(
    (row) => columns.names[columns.name[row] ?? -1],
  );

describe('rows on show', () => {
  it('leave out what is below a folded row', () => {
    expect(shown([])).toEqual(['root', 'a', 'a1', 'b', 'other']);
    expect(shown([1])).toEqual(['root', 'a', 'b', 'other']);
    expect(shown([0, 1])).toEqual(['root', 'other']);
  });

  it('leave out hidden services, but not what is below them, be they folded or not', () => {
    expect(shown([], ['till'])).toEqual(['root', 'a1', 'b', 'other']);
    expect(shown([1], ['till'])).toEqual(['root', 'a1', 'b', 'other']);
    expect(shown([], ['till', 'shopper'])).toEqual([]);
  });

  it('are unfolded just enough to show a row', () => {
    const open = revealed(columns, new Set([0, 1, 3]), 2);
    expect([...open]).toEqual([3]);
    expect(revealed(columns, open, 2)).toBe(open);
  });

  it('are those whose service is not hidden and that have no folded ancestor on show, whatever the spans', () => {
    const services = fc.subarray(['shopper', 'grocery-store', 'till']);
    fc.assert(
      fc.property(anySpans, fc.func(fc.boolean()), services, (spans, fold, hiddenServices) => {
        const any = columnsOf(spans);
        const hidden = new Set(hiddenServices);
        const isHidden = (row: number): boolean => hidden.has(any.services[any.service[row] ?? -1] ?? '');
        const collapsed = new Set([...any.number].filter((number) => fold(number)));
        const rows = [...any.number.keys()].filter((row) => {
          if (isHidden(row)) return false;
          for (let up = any.parent[row] ?? -1; up >= 0; up = any.parent[up] ?? -1) {
            if (collapsed.has(any.number[up] ?? -1) && !isHidden(up)) return false;
          }
          return true;
        });
        expect([...visibleRows(any, { collapsed, hidden })]).toEqual(rows);
      }),
    );
  });
});
