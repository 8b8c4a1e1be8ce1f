import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isWhole,
  panBy,
  type TimeWindow,
  windowBetween,
  windowOf,
  windowShowing,
  windowState,
  zoomAt,
} from '../../../src/explorer/timeline/zoom.ts';

const total = fc.integer({ min: 1, max: 9e15 });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const part = fc
  .record({ totalNs: total, a: fraction, b: fraction })
  .map(({ totalNs, a, b }) => ({ totalNs, part: windowBetween(totalNs, a * totalNs, b * totalNs) }));

function expectWithin(totalNs: number, { fromNs, toNs }: TimeWindow): void {
  expect(fromNs).toBeGreaterThanOrEqual(0);
  expect(toNs).toBeLessThanOrEqual(totalNs * (1 + 1e-12));
  expect(toNs).toBeGreaterThan(fromNs);
}

describe('the part of a trace that is drawn', () => {
  test('never leaves the trace, whatever is done to it', () => {
    fc.assert(
      fc.property(
        part,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fraction,
        fc.double({ min: -3, max: 3, noNaN: true }),
        ({ totalNs, part: before }, factor, at, share) => {
          expectWithin(totalNs, zoomAt(totalNs, before, factor, at));
          expectWithin(totalNs, panBy(totalNs, before, share));
          expectWithin(totalNs, windowShowing(totalNs, before, at * totalNs, totalNs));
        },
      ),
    );
  });

  test('keeps the time under the pointer where it is while zooming in', () => {
    fc.assert(
      fc.property(part, fraction, ({ totalNs, part: before }, at) => {
        fc.pre(before.toNs - before.fromNs > 1000);
        const after = zoomAt(totalNs, before, 0.5, at);
        const time = (window: TimeWindow): number => window.fromNs + at * (window.toNs - window.fromNs);
        expect(Math.abs(time(after) - time(before))).toBeLessThanOrEqual(totalNs * 1e-9 + 1);
      }),
    );
  });

  test('keeps its width while panning', () => {
    fc.assert(
      fc.property(part, fraction, ({ totalNs, part: before }, share) => {
        const after = panBy(totalNs, before, share);
        expect(after.toNs - after.fromNs).toBeCloseTo(before.toNs - before.fromNs, -3);
      }),
    );
  });

  test('is all of the trace when the address says nothing, or nonsense', () => {
    expect(windowOf(100, {})).toEqual({ fromNs: 0, toNs: 100 });
    expect(windowOf(100, { fromNs: Number.NaN, toNs: 1e9 })).toEqual({ fromNs: 0, toNs: 100 });
    expect(windowOf(100, { fromNs: 80, toNs: 20 })).toEqual({ fromNs: 80, toNs: 90 });
    expect(windowOf(0, { fromNs: 3, toNs: 5 })).toEqual({ fromNs: 0, toNs: 0 });
  });

  test('is written to the address only when it is not the whole', () => {
    expect(windowState(100, { fromNs: 0, toNs: 100 })).toEqual({ fromNs: undefined, toNs: undefined });
    expect(windowState(100, { fromNs: 10.4, toNs: 30.2 })).toEqual({ fromNs: 10, toNs: 31 });
    expect(isWhole(100, { fromNs: 0, toNs: 99 })).toBe(false);
  });

  test('moves to a span that lies outside it, and only then', () => {
    const before = { fromNs: 100, toNs: 200 };
    expect(windowShowing(1000, before, 150, 160)).toBe(before);
    expect(windowShowing(1000, before, 500, 520)).toEqual({ fromNs: 460, toNs: 560 });
  });
});
