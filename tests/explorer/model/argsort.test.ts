import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from '../../../src/explorer/model/argsort.ts';
import { finish } from '../../../src/explorer/model/steps.ts';
import { ranks } from '../../../src/explorer/views/figures/ranks.ts';

const keys = fc.array(fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 }), fc.constant(-0)));

/** As a comparison would do it: NaN last, equal keys in their order. */
function slowly(values: readonly number[], descending: boolean): number[] {
  const order = values.map((_, index) => index);
  return order.sort((a, b) => {
    const [left, right] = [values[a] ?? 0, values[b] ?? 0];
    if (Number.isNaN(left) || Number.isNaN(right))
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    if (left === right) return 0;
    return left < right !== descending ? -1 : 1;
  });
}

test('numbers of all sizes and signs are ordered, equal ones as they were', () => {
  fc.assert(
    fc.property(keys, fc.boolean(), (values, descending) => {
      expect([...argsort(Float64Array.from(values), descending)]).toEqual(slowly(values, descending));
    }),
  );
});

test('texts rank as people expect', () => {
  const names = ['GET /10', 'GET /9', 'cart', 'Basket', 'GET /9'];
  expect([...finish(ranks(names))]).toEqual([4, 2, 1, 0, 3]);
});

test('texts that are all numbers rank by their values', () => {
  const order = argsort(finish(ranks(['10', '-2', '9.5', '1e3'])));
  expect([...order]).toEqual([1, 2, 0, 3]);
});

test('any texts rank as a sort would order them', () => {
  const collator = new Intl.Collator('en', { numeric: true });
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const sorted = [...argsort(finish(ranks([...texts, 'x'])))].map(
        (index) => [...texts, 'x'][index] ?? '',
      );
      sorted.slice(1).forEach((text, index) => {
        expect(collator.compare(sorted[index] ?? '', text)).toBeLessThanOrEqual(0);
      });
    }),
  );
});
