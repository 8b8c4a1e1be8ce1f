import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attributes, Span } from '../../../sandbox/schemas/trace.ts';
import { type FindQuery, parseFind, writeFind } from '../../../src/explorer/library/find-query.ts';
import { createSpanFinder } from '../../../src/explorer/library/find-spans.ts';
import { createSpanTable } from '../../../src/explorer/model/span-table.ts';
import { attributeText } from '../../../src/explorer/parts/attribute-text.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { attributes, resourceOf, someSpan } from '../../store/some-span.ts';

function finderOf(spans: readonly Span[]) {
  const table = createSpanTable();
  return createSpanFinder(
    table,
    Uint32Array.from(spans, (span) => table.add(span)),
  );
}

async function isFound(span: Span, text: string): Promise<boolean> {
  return (await finderOf([span]).find(parseFind(text))).count === 1;
}

const span = someSpan({
  name: 'GET /cart',
  spanId: 'ABCDEF0123456789'.toLowerCase(),
  kind: 'SERVER',
  status: { code: 'ERROR', message: 'Sold out' },
  resource: resourceOf('storefront'),
  scope: { name: '@hono/otel', version: '1.1.2', attributes: attributes({ 'scope.note': 'beta' }) },
  attributes: attributes({
    'http.response.status_code': 500n,
    'url.full': 'http://shop/cart?id=7',
    ratio: 0.25,
    'server.address': 'localhost:8080',
    cached: true,
    'big.number': 9_007_199_254_740_993n,
    list: ['apple', 'pear'],
  }),
  events: [{ name: 'Retry', timeUnixNano: 1n, attributes: attributes({ attempt: 'third' }) }],
});

describe('finding in a trace', () => {
  it.each([
    ['its name', 'cart'],
    ['another case', 'get "/CART"'],
    ['a service', 'storefront'],
    ['a kind', 'server'],
    ['a status', 'error'],
    ['a status message', '"sold out"'],
    ['a key', 'status_code'],
    ['a text value', 'shop/cart'],
    ['a number', '500'],
    ['a large number', '4740993'],
    ['a fraction', '0.25'],
    ['a truth', 'true'],
    ['a value in a list', 'pear'],
    ['a value with a colon', 'localhost:8080'],
    ['a resource’s key', 'service.name'],
    ['a scope', 'hono'],
    ['a scope’s version', '1.1.2'],
    ['a scope’s attribute', 'beta'],
    ['an event', 'retry'],
    ['an event’s attribute', 'third'],
    ['the beginning of its id', 'abcdef'],
    ['its whole id', 'abcdef0123456789'],
    ['a key and a value', 'http.response.status_code=500'],
    ['a key and part of a value', 'url.full:shop'],
    ['its field', 'name:cart service=store kind:serv status:sold'],
    ['several', 'cart 500 third'],
    ['a value, without another key', 'cart -url.full'],
  ])('goes by %s', async (_, text) => {
    expect(await isFound(span, text)).toBe(true);
  });

  it.each([
    ['what is nowhere', 'nowhere'],
    ['one of several that is nowhere', 'cart nowhere'],
    ['words that are apart', '"cart get"'],
    ['a value under another key', 'ratio=500'],
    ['a value whose key is left out', '7 -url.full -big.number'],
    ['a key that is left out', 'status_code -http.response.status_code'],
    ['the end of its id', '456789'],
    ['an id of another', 'abcdee'],
    ['a few digits of its id', 'abcde'],
  ])('does not find %s', async (_, text) => {
    expect(await isFound(span, text)).toBe(false);
  });

  it('says which rows match', async () => {
    const finder = finderOf([someSpan({ name: 'a' }), someSpan({ name: 'b' }), someSpan({ name: 'ab' })]);
    expect(await finder.find(parseFind('name:a'))).toEqual({ matches: Uint8Array.of(1, 0, 1), count: 2 });
  });

  it('can be called off', async () => {
    const finder = finderOf([span]);
    await expect(finder.find(parseFind('cart'), AbortSignal.abort('enough'))).rejects.toBe('enough');
  });

  const key = fc.constantFrom('http.route', 'user', 'note', 'Über');
  const text = fc.string({ unit: fc.constantFrom(...'abAB05.ü'), maxLength: 4 });
  const someAttributes = fc.array(
    fc.record({ key, value: fc.oneof(text, fc.bigInt({ min: -99n, max: 99n }), fc.boolean()) }),
    { maxLength: 4 },
  );
  const spanToFind = arbitrarySpan({
    name: text,
    attributes: someAttributes,
    events: fc.array(fc.record({ name: text, timeUnixNano: fc.constant(1n), attributes: someAttributes }), {
      maxLength: 2,
    }),
    resource: fc.record({ attributes: someAttributes }),
    scope: fc.record({ name: text, version: text, attributes: someAttributes }),
  });
  const term = fc
    .record({ key: fc.option(key, { nil: undefined }), text })
    .filter((each) => each.key !== undefined || each.text !== '');
  const query: fc.Arbitrary<FindQuery> = fc
    .record({ terms: fc.array(term, { maxLength: 2 }), without: fc.array(key, { maxLength: 1 }) })
    .map((each) => parseFind(writeFind(each)));

  it('finds what a plain look at each span finds, whatever was looked for before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(spanToFind, { maxLength: 6 }),
        fc.array(query, { maxLength: 4 }),
        async (spans, queries) => {
          const finder = finderOf(spans);
          for (const each of queries) {
            const { matches, count } = await finder.find(each);
            const expected = spans.map((span) => Number(plainly(span, each)));
            expect([...matches]).toEqual(expected);
            expect(count).toBe(expected.filter(Boolean).length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** As the query's documentation says, without a thought for time. */
function plainly(span: Span, { terms, without }: FindQuery): boolean {
  const lists: Attributes[] = [
    span.attributes,
    span.resource.attributes,
    span.scope.attributes,
    ...span.events.map((event) => event.attributes),
  ];
  const all = lists.flat().map(({ key, value }) => ({ key: key.toLowerCase(), text: attributeText(value) }));
  return terms.every(({ key, text }) => {
    const holds = (each: string): boolean => each.toLowerCase().includes(text);
    if (key !== undefined) return all.some((each) => each.key === key && holds(each.text));
    const looked = all.filter((each) => !without.includes(each.key));
    const { scope, status } = span;
    return [
      span.name,
      serviceName(span),
      span.kind,
      status.code === 'UNSET' ? '' : status.code,
      status.message,
      scope.name,
      scope.version,
      ...span.events.map(({ name }) => name),
      ...looked.flatMap((each) => [each.key, each.text]),
    ].some(holds);
  });
}
