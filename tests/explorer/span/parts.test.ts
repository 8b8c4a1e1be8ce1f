import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { placePanel } from '../../../src/explorer/parts/place-panel.ts';
import { attributeFilter } from '../../../src/explorer/span/attribute-filter.ts';
import { clipped, listed, say, sentenceText } from '../../../src/explorer/span/explain/sentence.ts';
import { sameOperation } from '../../../src/explorer/span/same-operation.ts';
import { isSameValue } from '../../../src/explorer/span/same-value.ts';
import { textHead, textPieces } from '../../../src/explorer/span/text-pieces.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

describe('a long text in pieces', () => {
  test('is the text, in pieces that are not long and split no character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a line\n', '🍎', 'x'.repeat(900), 'é'), { maxLength: 60 }),
        (parts) => {
          const text = parts.join('').repeat(5);
          const pieces = textPieces(text);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) {
            expect(piece.length).toBeLessThanOrEqual(8_000);
            expect(piece.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });

  test('ends its pieces with lines where there are any', () => {
    const pieces = textPieces('a line of the list\n'.repeat(2_000));
    for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true);
  });
});

describe('the beginning of a text', () => {
  test('is all of it when it is short', () => {
    for (const text of ['', 'one line', 'two\nlines\n', 'x'.repeat(2_000), 'a\n'.repeat(20)])
      expect(textHead(text)).toBe(text);
  });
  test('is 20 lines, or 2,000 characters', () => {
    expect(textHead('a\n'.repeat(21))).toBe('a\n'.repeat(20).trimEnd());
    expect(textHead('x'.repeat(2_001))).toBe('x'.repeat(2_000));
    expect(textHead(`${'x'.repeat(1_999)}🍎`)).toBe('x'.repeat(1_999));
  });
});

describe('values', () => {
  const value = fc.oneof(
    fc.string(),
    fc.bigInt(),
    fc.double(),
    fc.uint8Array({ maxLength: 4 }),
    fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(fc.string(), fc.boolean(), { maxKeys: 3, noNullPrototype: true }),
    fc.constant(null),
  );
  test('are the same when they say the same', () => {
    fc.assert(fc.property(value, (one) => isSameValue(one, structuredClone(one))));
  });
  test.each([
    [1, 1n],
    [[1], [1, 2]],
    [[], {}],
    [new Uint8Array([1]), [1]],
    [new Uint8Array([1]), new Uint8Array([2])],
    [{ a: undefined }, { b: undefined }],
    [null, {}],
  ])('%o is not %o', (one, other) => {
    expect(isSameValue(one, other)).toBe(false);
    expect(isSameValue(other, one)).toBe(false);
  });
});

describe('the attribute filter', () => {
  const attributes = [
    { key: 'http.route', value: '/Orders' },
    { key: 'server.port', value: 5000n },
    { key: 'shopper.list', value: ['bread', 'milk'] },
  ];
  const keysFor = (words: string) => attributeFilter(attributes)(words).map(({ key }) => key);

  test('finds words in keys and values, whatever their case', () => {
    expect(keysFor('orders')).toEqual(['http.route']);
    expect(keysFor('PORT')).toEqual(['server.port']);
    expect(keysFor('500')).toEqual(['server.port']);
    expect(keysFor('milk')).toEqual(['shopper.list']);
  });
  test('wants all of the words', () => {
    expect(keysFor('shopper bread')).toEqual(['shopper.list']);
    expect(keysFor('shopper 5000')).toEqual([]);
  });
  test('of no words it hides nothing', () => {
    expect(keysFor('  ')).toHaveLength(3);
  });
});

describe('the help panel', () => {
  const box = fc.record({
    left: fc.integer({ min: -50, max: 800 }),
    top: fc.integer({ min: -50, max: 800 }),
    width: fc.integer({ min: 1, max: 300 }),
    height: fc.integer({ min: 1, max: 40 }),
  });
  const size = fc.record({
    width: fc.integer({ min: 50, max: 370 }),
    height: fc.integer({ min: 20, max: 2_000 }),
  });

  test('stays in the window and never covers what it is about', () => {
    fc.assert(
      fc.property(box, size, (thing, panel) => {
        const view = { width: 390, height: 844 };
        const { left, top, maxHeight } = placePanel(thing, panel, view);
        const height = Math.min(panel.height, maxHeight);
        expect(left).toBeGreaterThanOrEqual(8);
        expect(left + panel.width).toBeLessThanOrEqual(view.width - 8);
        const isClear = top >= thing.top + thing.height || top + height <= thing.top;
        expect(isClear).toBe(true);
      }),
    );
  });
  test('goes above where there is no room below', () => {
    const thing = { left: 10, top: 700, width: 80, height: 20 };
    expect(placePanel(thing, { width: 300, height: 200 }, { width: 390, height: 844 }).top).toBe(496);
  });
});

describe('sentences', () => {
  test('are put together from ours and theirs', () => {
    expect(sentenceText(say`${{ quote: 'GET' }} has ${2} children: ${listed([['a'], ['b'], ['c']])}.`)).toBe(
      '“GET” has 2 children: a, b and c.',
    );
  });
  test('quote one short line, whatever they quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (text) => {
        const short = clipped(text);
        expect(short.length).toBeLessThanOrEqual(80);
        expect(short).not.toMatch(/[\n\r]/u);
      }),
    );
  });
});

describe('spans of the same operation', () => {
  const columns = columnsOf([
    makeSpan({ spanId: '01', service: 'shop', name: 'GET', at: 0, takes: 30 }),
    makeSpan({ spanId: '02', parentSpanId: '01', service: 'stock', name: 'GET', at: 1, takes: 5 }),
    makeSpan({ spanId: '03', parentSpanId: '01', service: 'stock', name: 'GET', at: 7, takes: 9 }),
    {
      ...makeSpan({ spanId: '04', parentSpanId: '01', service: 'stock', name: 'GET', at: 8, takes: 9 }),
      endTimeUnixNano: 0n,
    },
    makeSpan({ spanId: '05', parentSpanId: '01', service: 'stock', name: 'PUT', at: 20, takes: 9 }),
  ]);
  test('are those of its service and name, with it among them', () => {
    const same = sameOperation(columns, 2);
    expect([...(same?.durationsNs ?? [])]).toEqual([5e6, 9e6]);
    expect(same?.rows).toEqual([1, 2]);
    expect(same?.selected).toBe(1);
    expect(sameOperation(columns, 0)?.rows).toEqual([0]);
  });
  test('say nothing of a span whose end is not set', () => {
    expect(sameOperation(columns, 3)).toBeUndefined();
  });
});
