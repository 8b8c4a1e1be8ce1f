import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { visibleRows } from '../../../src/explorer/model/visible-rows.ts';
import { drawMarks, drawMinimap } from '../../../src/explorer/timeline/minimap-pixels.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';
import { shopTrace } from '../../browser/explorer/harness/shop.ts';

const [shop, till, error, match] = [1, 2, 9, 8];
const colours = { services: [shop, till], error, match };
const all = { collapsed: new Set<number>(), hidden: new Set<string>() };

/** One line a string, a digit a pixel. */
function lines(pixels: Uint32Array, width: number): string[] {
  return Array.from({ length: pixels.length / width }, (_, line) =>
    [...pixels.subarray(line * width, (line + 1) * width)].join(''),
  );
}

const two = columnsOf([
  makeSpan({ service: 'shop', name: 'all', spanId: '1'.repeat(16), at: 0, takes: 10 }),
  makeSpan({
    service: 'till',
    name: 'part',
    spanId: '2'.repeat(16),
    parentSpanId: '1'.repeat(16),
    at: 5,
    takes: 3,
  }),
]);

describe('the minimap', () => {
  test('draws rows from top to bottom, at their times', () => {
    const pixels = drawMinimap(two, visibleRows(two, all), { width: 10, height: 2 }, colours);
    expect(lines(pixels, 10)).toEqual(['1111111111', '0000022200']);
  });

  test('leaves a line free between rows where there is room', () => {
    const pixels = drawMinimap(two, visibleRows(two, all), { width: 10, height: 6 }, colours);
    expect(lines(pixels, 10)).toEqual([
      '1111111111',
      '1111111111',
      '0000000000',
      '0000022200',
      '0000022200',
      '0000000000',
    ]);
  });

  test('shows children over parents where rows share a line', () => {
    const pixels = drawMinimap(two, visibleRows(two, all), { width: 10, height: 1 }, colours);
    expect(lines(pixels, 10)).toEqual(['1111122211']);
  });

  test('marks errors below and matches above', () => {
    const failed = columnsOf([
      makeSpan({ service: 'shop', name: 'all', spanId: '1'.repeat(16), at: 0, takes: 10 }),
      makeSpan({ service: 'shop', name: 'bad', spanId: '2'.repeat(16), at: 4, takes: 1, error: 'no' }),
    ]);
    const size = { width: 10, height: 24 };
    const pixels = new Uint32Array(size.width * size.height);
    drawMarks(pixels, failed, Uint32Array.of(0, 1), Uint8Array.of(1, 0), size, colours);
    const drawn = lines(pixels, 10);
    expect(drawn[0]).toBe('8800000000');
    expect(drawn[2]).toBe('0000000000');
    expect(drawn.at(-1)).toBe('0000990000');
  });

  test('draws any trace in any size without leaving its picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (count, width, height) => {
          const columns = columnsOf(shopTrace(count, count));
          const size = { width, height };
          const pixels = drawMinimap(columns, visibleRows(columns, all), size, {
            services: columns.services.map((_, at) => at + 10),
            error,
            match,
          });
          expect(pixels.length).toBe(width * height);
          // The root lasts as long as the trace: its line has no gap.
          expect(pixels.subarray(0, width).includes(0)).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of a trace without length or without rows is still a picture', () => {
    expect(drawMinimap(two, new Uint32Array(0), { width: 3, height: 1 }, colours)).toEqual(
      new Uint32Array(3),
    );
    const instant = columnsOf([
      makeSpan({ service: 'shop', name: 'now', spanId: '1'.repeat(16), at: 0, takes: 0 }),
    ]);
    expect(lines(drawMinimap(instant, Uint32Array.of(0), { width: 3, height: 1 }, colours), 3)).toEqual([
      '111',
    ]);
  });
});
