import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdIndex } from '../../../src/explorer/model/id-index.ts';

test('the first span with an id is found, and those that share one are marked', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3))), (pairs) => {
      const ids = Uint32Array.from(pairs.flat());
      const index = createIdIndex(ids);
      const texts = pairs.map(String);
      texts.forEach((text, at) => {
        const isNone = text === '0,0';
        expect(index.find(ids, at)).toBe(isNone ? -1 : texts.indexOf(text));
        const shared = !isNone && texts.indexOf(text) !== texts.lastIndexOf(text);
        expect(index.shared[at]).toBe(shared ? 1 : 0);
      });
    }),
  );
});

test('ids chosen to fall into one place of a fixed hash are found as fast as others', () => {
  const count = 100_000;
  // low × 0x9e3779b1 = high × 0x85ebca77, in 32 bits: their exclusive or is 0.
  let inverse = 0x9e3779b1;
  for (let round = 0; round < 6; round++) {
    inverse = Math.imul(inverse, 2 - Math.imul(0x9e3779b1, inverse));
  }
  const ids = new Uint32Array(2 * count);
  for (let at = 0; at < count; at++) {
    ids[2 * at] = Math.imul(Math.imul(at + 1, 0x85ebca77), inverse);
    ids[2 * at + 1] = at + 1;
  }
  const from = performance.now();
  createIdIndex(ids);
  // 50 s where it is quadratic.
  expect(performance.now() - from).toBeLessThan(2_000);
});
