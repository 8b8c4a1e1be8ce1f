import { describe, expect, it } from 'vitest';
import { numberOf, slugOf, titleOf } from '../../src/site/slug.ts';

describe('addresses', () => {
  it.each([
    ['1-grocery-store/06-instrumentation-libraries/index.mdx', 'grocery-store/instrumentation-libraries'],
    ['reference/glossary.mdx', 'reference/glossary'],
    ['index.mdx', 'index'],
    ['1-grocery-store\\06-b\\index.mdx', 'grocery-store/b'],
  ])('%s is /%s/', (path, slug) => {
    expect(slugOf(path)).toBe(slug);
  });

  it('keep digits that are part of a name', () => {
    expect(slugOf('3-a-collector/02-otlp-4317/index.mdx')).toBe('a-collector/otlp-4317');
  });
});

it('a folder without a number comes after those with one', () => {
  expect(['reference', '10-b', '2-a'].sort((a, b) => numberOf(a) - numberOf(b))).toEqual([
    '2-a',
    '10-b',
    'reference',
  ]);
});

it('a slug becomes a title by its first letter', () => {
  expect(titleOf('grocery-store')).toBe('Grocery store');
  expect(titleOf('a-collector-in-front')).toBe('A Collector in front');
});
