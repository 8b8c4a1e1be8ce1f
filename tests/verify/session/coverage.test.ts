import { expect, test } from 'vitest';
import { coverageFinding, coverageOf } from '../../../verify/session/coverage.ts';

const block = (line: number, example?: string) => ({
  at: { file: 'a.md', line, column: 1 },
  language: 'ts',
  ...(example === undefined ? {} : { example }),
});
const documents = [{ blocks: [block(1, 'a.md#1'), block(5), block(9, 'a.md#2'), block(12)] }];

test('a block is held by its example, unless that is left out in every setting', () => {
  const coverage = coverageOf(documents, [
    { id: 'a.md#1', status: 'holds', held: ['types'] },
    { id: 'a.md#1', status: 'skipped', held: [] },
    { id: 'a.md#2', status: 'skipped', held: [] },
  ]);
  expect(coverage).toMatchObject({ blocks: 4, held: 1 });
  expect(coverage.unheld.map(({ line }) => line)).toEqual([5, 9, 12]);
});

test('an example that falls short holds its block all the same', () => {
  expect(coverageOf(documents, [{ id: 'a.md#2', status: 'falls-short', held: [] }]).held).toBe(2);
});

test('an example that was neither checked nor run holds nothing', () => {
  expect(coverageOf(documents, [{ id: 'a.md#2', status: 'holds', held: [] }]).held).toBe(1);
});

test('less than is required is a finding at the first block nothing holds', () => {
  const coverage = coverageOf(documents, []);
  expect(coverageFinding(coverage, 50)).toBeUndefined();
  expect(coverageFinding(coverage, undefined)).toBeUndefined();
  expect(coverageFinding(coverage, 51)).toMatchObject({
    rule: 'coverage',
    at: { line: 5 },
    message: expect.stringContaining('2 of 4 blocks are held (50 %), and 51 % are required'),
  });
});

test('an example that was asked for and has no outcome could not be checked, and holds nothing', () => {
  expect(coverageOf(documents, [], ['a.md#2']).held).toBe(1);
});
