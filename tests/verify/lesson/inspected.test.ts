import { inspect } from 'node:util';
import { preview } from '@spanlab/sandbox/realm/console-preview.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printedSpans, readInspected } from '../../../verify/lesson/take-home/inspected.ts';

const printed = {
  resource: { attributes: { 'service.name': 'shopper', 'telemetry.sdk.language': 'nodejs' } },
  instrumentationScope: { name: 'shop', version: '1.0.0', schemaUrl: undefined },
  traceId: '0af7651916cd43dd8448eb211c80319c',
  parentSpanContext: undefined,
  traceState: undefined,
  name: "going to Ada's store",
  id: 'b7ad6b7169203331',
  kind: 0,
  timestamp: 1_763_700_000_000_123.5,
  duration: 1500.25,
  attributes: { 'list.items': 3, tags: ['a', 'b'] },
  status: { code: 2, message: 'no durian' },
  events: [
    {
      name: 'exception',
      attributes: { 'exception.stacktrace': 'Error: no durian\n    at file:///store.ts:1:2\n    at next' },
      time: [1_763_700_000, 500],
      droppedAttributesCount: 0,
    },
  ],
  links: [],
};

describe('spans that Node’s console.dir has written', () => {
  test('are read back among other lines, each to its program', () => {
    const text = `open on port 5000\n${inspect(printed, { depth: 3 })}\n{ not: 'a span' }\nbye`;
    const lines = text.split('\n').map((each) => ({ service: 'shopper', text: each }));
    const [span, ...others] = printedSpans([{ service: 'store', text: '{' }, ...lines]);
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: "going to Ada's store",
      startTimeUnixNano: 1_763_700_000_000_123_500n,
      status: { code: 'ERROR', message: 'no durian' },
      attributes: [
        { key: 'list.items', value: 3 },
        { key: 'tags', value: ['a', 'b'] },
      ],
    });
    expect(span?.events[0]?.attributes[0]?.value).toContain('no durian\n    at file:///store.ts:1:2\n');
  });

  test('what is deeper than was written is known to be there, and no more', () => {
    expect(readInspected(inspect({ a: { b: { c: 1 } } }, { depth: 1 }))).toMatchObject({
      entries: [['a', { entries: [['b', { type: 'deeper' }]] }]],
    });
  });

  test('a map, a getter and an object that ends too soon are no values', () => {
    for (const text of [inspect(new Map([[1, 2]])), '{ a: [Getter] }', '{ a: 1', '{ a 1 }', "{ a: 'b }"]) {
      expect(readInspected(text), text).toBeUndefined();
    }
  });

  test('any plain data comes back as it was', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom("'", '"', '`', '\\', '\n', 'a', '+', '{', ' ') }),
        fc.double(),
        fc.boolean(),
        fc.bigInt(),
        fc.constantFrom(null, undefined),
        fc.array(tie('any'), { maxLength: 5 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 5, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (given) => {
        expect(readInspected(inspect(given, { depth: null }))).toEqual(preview(given));
      }),
    );
  });
});
