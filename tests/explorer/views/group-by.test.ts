import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeOf, readGroupBy, writeGroupBy } from '../../../src/explorer/views/statistics/group-by.ts';

const grouping = fc.oneof(
  fc.constantFrom('service', 'name'),
  fc
    .tuple(fc.constantFrom('span', 'resource', 'scope', 'event'), fc.string())
    .map((parts) => parts.join(':')),
);

test('what is written is read back, whatever the keys are', () => {
  fc.assert(
    fc.property(grouping, fc.option(grouping, { nil: undefined }), (outer, inner) => {
      const read = readGroupBy(writeGroupBy(outer, inner));
      expect(read).toEqual(inner === undefined || inner === outer ? [outer] : [outer, inner]);
    }),
  );
});

test('an address is readable, and nonsense in it groups by service', () => {
  expect(writeGroupBy('service', 'span:http.route')).toBe('service/span:http.route');
  expect(readGroupBy('')).toEqual(['service']);
  expect(readGroupBy('colour/name')).toEqual(['service', 'name']);
  expect(attributeOf('span:a:b')).toEqual({ from: 'span', key: 'a:b' });
});
