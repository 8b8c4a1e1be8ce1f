import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindQuery, parseFind, writeFind } from '../../../src/explorer/library/find-query.ts';

describe('what is looked for in a trace', () => {
  it.each<[string, Partial<FindQuery>]>([
    ['', {}],
    ['  ', {}],
    ['GET  Cart', { terms: [{ text: 'get' }, { text: 'cart' }] }],
    ['"GET /cart" x', { terms: [{ text: 'get /cart' }, { text: 'x' }] }],
    ['"say \\"hi\\""', { terms: [{ text: 'say "hi"' }] }],
    ['"still typ', { terms: [{ text: 'still typ' }] }],
    ['""', {}],
    ['http.route:/A', { terms: [{ key: 'http.route', text: '/a', word: 'http.route:/a' }] }],
    ['localhost:8080', { terms: [{ key: 'localhost', text: '8080', word: 'localhost:8080' }] }],
    ['a:"b c"', { terms: [{ key: 'a', text: 'b c' }] }],
    ['http.route=/A', { terms: [{ key: 'http.route', text: '/a' }] }],
    ['"a key"="a value"', { terms: [{ key: 'a key', text: 'a value' }] }],
    ['http.route:', { terms: [{ key: 'http.route', text: '', word: 'http.route:' }] }],
    ['a=b=c', { terms: [{ key: 'a', text: 'b=c' }] }],
    ['"12:30"', { terms: [{ text: '12:30' }] }],
    ['https://a/?b=c', { terms: [{ text: 'https://a/?b=c' }] }],
    ['=x :y', { terms: [{ text: '=x' }, { text: ':y' }] }],
    ['x -http.URL -"a key"', { terms: [{ text: 'x' }], without: ['http.url', 'a key'] }],
    ['-', { terms: [{ text: '-' }] }],
    ['a - b', { terms: [{ text: 'a' }, { text: '-' }, { text: 'b' }] }],
    ['"-x"', { terms: [{ text: '-x' }] }],
  ])('%s', (text, expected) => {
    expect(parseFind(text)).toEqual({ terms: [], without: [], ...expected });
  });

  const text = fc.string({ unit: fc.constantFrom(...'ab.=:-"\\ /\n', 'é') });
  const written = fc.oneof(text, fc.string()).map((each) => each.toLowerCase());

  it('can be anything', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (any) => {
        for (const { key, text } of parseFind(any).terms) expect(key ?? text).not.toBe('');
      }),
    );
  });

  it('is read as it was written', () => {
    const filled = written.filter((each) => each !== '');
    const term = fc.oneof(fc.record({ text: filled }), fc.record({ key: filled, text: written }));
    fc.assert(
      fc.property(fc.record({ terms: fc.array(term), without: fc.array(filled) }), (query) => {
        expect(parseFind(writeFind(query))).toEqual(query);
      }),
    );
  });
});
