import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../../src/explorer/model/steps.ts';
import { indented } from '../../../src/explorer/views/raw/indented.ts';

test('any JSON comes out as JSON.stringify would indent it', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(finish(indented(JSON.stringify(JSON.parse(json))))).toBe(
        JSON.stringify(JSON.parse(json), null, 2),
      );
    }),
  );
});

test('what ends in the middle is indented as far as it goes', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(200), (json, length) => {
      const compact = JSON.stringify(JSON.parse(json));
      const all = finish(indented(compact));
      const part = finish(indented(compact.slice(0, length)));
      expect(all.startsWith(part.trimEnd())).toBe(true);
    }),
  );
});
