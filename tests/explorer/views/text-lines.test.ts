import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf, rowAt, textLines, textOf } from '../../../src/explorer/views/raw/text-lines.ts';

const texts = fc
  .array(
    fc.oneof(fc.string(), fc.constant('\n'), fc.constant('😀'.repeat(700)), fc.constant('x'.repeat(2_500))),
  )
  .map((parts) => parts.join(''));

test('rows hold all of the text, none of them is long, and numbers count its lines', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = textLines(text);
      const rows = Array.from({ length: lines.length }, (_, row) => textOf(lines, row));
      const joined = rows
        .map((row, index) => (index > 0 && lines.number[index] !== 0 ? `\n${row}` : row))
        .join('');
      expect(joined).toBe(text.replace(/\n$/u, ''));
      expect(Math.max(0, ...rows.map((row) => row.length))).toBeLessThanOrEqual(401);
      expect(rows.every((row) => row.isWellFormed() || !text.isWellFormed())).toBe(true);
      const numbers = [...lines.number].filter((number) => number > 0);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }),
  );
});

test('a place is found in its row, whatever the case', () => {
  const lines = textLines(`first\nSecond\n${'y'.repeat(700)}needle`);
  expect(placesOf(lines.text, 'second', 10)).toEqual([6]);
  expect(placesOf(lines.text, 'y', 3)).toEqual([13, 14, 15]);
  expect(rowAt(lines, 6)).toBe(1);
  expect(rowAt(lines, placesOf(lines.text, 'NEEDLE', 1)[0] ?? -1)).toBe(3);
  expect(placesOf('a.c abc', 'a.c', 9)).toEqual([0]);
});
