import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort, ranks } from '../../../src/explorer/views/figures/argsort.ts';

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
  const names = ['GET /10', 'GET /9', 'cart', 'Basket'];
  expect([...ranks(names)]).toEqual([3, 2, 1, 0]);
});
