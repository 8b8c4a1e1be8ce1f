import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from '../../../src/workbench/editor/line-diff.ts';

const side = (lines: ReturnType<typeof lineDiff>, sign: '+' | '-') =>
  lines
    .filter((line) => line.sign === ' ' || line.sign === sign)
    .map(({ text }) => text)
    .join('\n');

test('both texts can be read back from the difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = lineDiff(before, after);
      expect(side(diff, '-')).toBe(before);
      expect(side(diff, '+')).toBe(after);
    }),
  );
});

test('lines that stayed are kept, only the new one is marked', () => {
  expect(lineDiff('import a;\nrun();', 'import a;\nimport b;\nrun();')).toEqual([
    { sign: ' ', text: 'import a;' },
    { sign: '+', text: 'import b;' },
    { sign: ' ', text: 'run();' },
  ]);
});

test('texts too large to align are shown as replaced', () => {
  const lines = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word} ${index}`).join('\n');
  expect(lineDiff(lines('old'), lines('new'))).toHaveLength(6_000);
});
