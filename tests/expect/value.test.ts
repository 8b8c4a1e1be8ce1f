import { describe, expect, test } from 'vitest';
import { closest } from '../../sandbox/expect/closest.ts';
import { textContains, textMatches } from '../../sandbox/expect/pattern.ts';
import {
  describeExpectedValue,
  formatValue,
  headerMatches,
  valueMatches,
} from '../../sandbox/expect/value.ts';
import type { ValueExpectation } from '../../sandbox/schemas/expectation.ts';
import type { AttributeValue } from '../../sandbox/schemas/trace.ts';

describe('a text pattern', () => {
  test.each([
    ['GET /', 'GET /', true],
    ['GET /', 'GET /deli', false],
    ['/^get/i', 'GET /', true],
    ['/', '/', true],
    ['//', '//', true],
    ['/v1/traces', '/v1/traces', true],
    ['/a|b/', 'xbx', true],
    ['/a/y', '/a/y', true],
  ])('%s held to %s: %s', (pattern, text, met) => {
    expect(textMatches(pattern, text)).toBe(met);
  });

  test('finds a literal within a line', () => {
    expect(textContains('cheese', 'Here is your cheese')).toBe(true);
  });

  test('is asked of the beginning of a very long text', () => {
    expect(textMatches('/^(a|aa)+$/', `${'a'.repeat(30_000)}b`)).toBe(true);
  });
});

describe('an expected value', () => {
  test.each<[ValueExpectation, AttributeValue | undefined, boolean]>([
    [200, 200n, true],
    [200, 200, true],
    [200, '200', false],
    ['200', 200n, false],
    [2.5, 2n, false],
    [1e300, 5n, false],
    ['/^2\\d\\d$/', 200n, true],
    [true, true, true],
    [true, 'true', false],
    [['a', 1], ['a', 1n], true],
    [['a'], ['a', 'b'], false],
    [['a'], 'a', false],
    [{ present: true }, null, true],
    [{ present: true }, undefined, false],
    [{ absent: true }, undefined, true],
    [{ absent: true }, '', false],
    [{ not: 'a' }, 'b', true],
    [{ not: 'a' }, 'a', false],
    [{ not: 'a' }, undefined, false],
    [{ gt: 1, lte: 3 }, 3n, true],
    [{ gt: 1, lte: 3 }, 1, false],
    [{ gte: 1 }, '2', false],
    [{}, 7, true],
  ])('%j held to %s: %s', (wanted, actual, met) => {
    expect(valueMatches(wanted, actual)).toBe(met);
  });

  test.each<[ValueExpectation, string | undefined, boolean]>([
    [200, '200', true],
    [{ gt: 100 }, '200', true],
    [{ gt: 100 }, 'many', false],
    [{ not: 200 }, '200', false],
    ['/json/', 'application/json', true],
    [{ absent: true }, undefined, true],
    [{ present: true }, '', true],
  ])('of a header: %j held to %s: %s', (wanted, actual, met) => {
    expect(headerMatches(wanted, actual)).toBe(met);
  });

  test.each<[ValueExpectation, string]>([
    ['a', '"a"'],
    ['/a/', 'a value like /a/'],
    [[1, 'a'], '[1, "a"]'],
    [{ not: 'a' }, 'anything but "a"'],
    [{ gt: 1, lte: 3 }, 'more than 1 and at most 3'],
  ])('%j is said as %s', (wanted, words) => {
    expect(describeExpectedValue(wanted)).toBe(words);
  });
});

test('found values are written as a reader would', () => {
  expect(formatValue(['a', 2n, null])).toBe('["a", 2, null]');
  expect(formatValue({ a: { b: true } })).toBe('{ a: { b: true } }');
  expect(formatValue(new Uint8Array(3))).toBe('3 bytes');
  expect(formatValue('x'.repeat(100))).toBe(`"${'x'.repeat(80)}…"`);
});

test.each([
  ['atributes', 'attributes'],
  ['Name', 'name'],
  ['nmae', 'name'],
  ['attr', 'attributes'],
  ['zebra', undefined],
  ['', undefined],
])('somebody who writes "%s" probably means %s', (word, meant) => {
  expect(closest(word, ['name', 'attributes', 'kind'])).toBe(meant);
});
