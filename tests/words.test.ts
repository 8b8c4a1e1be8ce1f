import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grouped, plural } from '../src/words.ts';

test('whole numbers are written as English writes them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (count) => {
      expect(grouped(count)).toBe(count.toLocaleString('en'));
    }),
  );
});

test('counts have their noun', () => {
  expect([plural(1, 'span'), plural(5_000, 'span'), plural(2, 'child', 'children')]).toEqual([
    '1 span',
    '5,000 spans',
    '2 children',
  ]);
});
