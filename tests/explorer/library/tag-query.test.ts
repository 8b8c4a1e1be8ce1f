import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTags, type Tag, tagOperators, writeTags } from '../../../src/explorer/library/tag-query.ts';

const tagsOf = (text: string) => parseTags(text).tags;
const problemsOf = (text: string) => parseTags(text).problems.map(({ message }) => message);

describe('the tags of a search', () => {
  it('are keys and values', () => {
    expect(tagsOf('http.route=/pay error=true')).toEqual([
      { of: 'anything', key: 'http.route', operator: '=', value: '/pay' },
      { of: 'anything', key: 'error', operator: '=', value: 'true' },
    ]);
  });

  it('may be quoted, and a quoted key is always that of an attribute', () => {
    expect(tagsOf('"a key"="a \\"value\\" \\\\" "resource.name"=x')).toEqual([
      { of: 'attributes', key: 'a key', operator: '=', value: 'a "value" \\' },
      { of: 'attributes', key: 'resource.name', operator: '=', value: 'x' },
    ]);
  });

  it('may ask for the resource alone', () => {
    expect(tagsOf('resource.host.name=a resource."host name"=b')).toEqual([
      { of: 'resource', key: 'host.name', operator: '=', value: 'a' },
      { of: 'resource', key: 'host name', operator: '=', value: 'b' },
    ]);
  });

  it.each(tagOperators)('compare with %s, with and without space around it', (operator) => {
    const expected = [{ of: 'anything', key: 'size', operator, value: '5' }];
    expect(tagsOf(`size${operator}5`)).toEqual(expected);
    expect(tagsOf(`size ${operator}  5`)).toEqual(expected);
  });

  it('may have comparisons in a value', () => {
    expect(tagsOf('url=http://a/?b=c&d>e')).toMatchObject([{ key: 'url', value: 'http://a/?b=c&d>e' }]);
  });

  it('may have an exclamation mark in a key', () => {
    expect(tagsOf('wow!=1 wow!x=1')).toMatchObject([
      { key: 'wow', operator: '!=' },
      { key: 'wow!x', operator: '=' },
    ]);
  });

  it('may be missing', () => {
    expect(parseTags('  \n')).toEqual({ tags: [], problems: [] });
  });

  it.each([
    ['error', 'Found error with no comparison after it, expected = and a value, at character 1 of the tags.'],
    [
      'a=1 http.route=',
      'Found http.route= with no value, expected one ("" is an empty text), at character 5 of the tags.',
    ],
    ['a= b=c', 'Found a= with no value, expected one ("" is an empty text), at character 1 of the tags.'],
    ['  =x', 'Found =x, expected a key such as http.route, at character 3 of the tags.'],
    ['a="x y', 'Found a quote that is not closed, expected another ", at character 3 of the tags.'],
    ['"a b', 'Found "a, expected a key such as http.route, at character 1 of the tags.'],
  ])('that cannot be understood are told of: %s', (text, message) => {
    expect(problemsOf(text)[0]).toBe(message);
  });

  it('are understood beside one that is not', () => {
    expect(parseTags('=x a=1 b c=2')).toMatchObject({
      tags: [{ key: 'a' }, { key: 'c' }],
      problems: [
        { at: 0, length: 2 },
        { at: 7, length: 1 },
      ],
    });
  });

  const text = fc.string({ unit: fc.constantFrom(...'ab.="\\ <>!~\n', 'resource.', 'é') });

  it('never throw, and problems are where they say', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (written) => {
        for (const { at, length } of parseTags(written).problems) {
          expect(length).toBeGreaterThan(0);
          expect(at + length).toBeLessThanOrEqual(written.length);
        }
      }),
    );
  });

  it('have a key in quotes that ends like an operator', () => {
    const tag: Tag = { of: 'resource', key: 'a!', operator: '=', value: 'b' };
    expect(parseTags(writeTags([tag])).tags).toEqual([tag]);
  });

  it('are read as they were written', () => {
    const tag: fc.Arbitrary<Tag> = fc.record({
      of: fc.constantFrom('attributes', 'resource'),
      key: fc.oneof(text, fc.string()),
      operator: fc.constantFrom(...tagOperators),
      value: fc.oneof(text, fc.string()),
    });
    const field: fc.Arbitrary<Tag> = fc.record({
      of: fc.constant('anything'),
      key: fc.constantFrom('error', 'span.kind', 'http.route', 'a!b'),
      operator: fc.constantFrom(...tagOperators),
      value: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, field)), (tags) => {
        expect(parseTags(writeTags(tags))).toEqual({ tags, problems: [] });
      }),
    );
  });
});
