import { expect, test } from 'vitest';
import { insertedOnEnter, offsetAt } from '../../../src/workbench/editor/text-position.ts';

test('a line and column become an offset, the nearest one that exists', () => {
  expect(offsetAt('ab\ncd', 2, 2)).toBe(4);
  expect(offsetAt('ab\ncd', 1, 99)).toBe(2);
  expect(offsetAt('ab\ncd', 99, 1)).toBe(3);
  expect(offsetAt('', 1, 1)).toBe(0);
});

test('Enter keeps the indent, and adds to it after an open bracket', () => {
  expect(insertedOnEnter('  a;', 4)).toBe('\n  ');
  expect(insertedOnEnter('x\n  if (a) {', 12)).toBe('\n    ');
  expect(insertedOnEnter('\n', 0)).toBe('\n');
});
