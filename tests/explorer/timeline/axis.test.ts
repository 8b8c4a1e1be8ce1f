import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisTicks, digitsFor, timeOfDay } from '../../../src/explorer/timeline/axis-ticks.ts';
import {
  keepShare,
  keptShare,
  timeColumns,
  usualShare,
} from '../../../src/explorer/timeline/time-columns.ts';
import { edgeAfterKey } from '../../../src/explorer/timeline/window-drag.ts';

/** 21 November 2026, 10:31:02.123456789 UTC. */
const start = 1_795_257_062_123_456_789n;

describe('ticks of the axis', () => {
  test('count from the start of the trace', () => {
    const labels = axisTicks(
      { fromNs: 20e6, toNs: 60e6 },
      { times: 'relative', startUnixNano: start, widthPx: 400 },
    ).map((tick) => tick.label);
    expect(labels).toEqual(['20 ms', '30 ms', '40 ms', '50 ms', '60 ms']);
  });

  test('tell apart nanoseconds late in a long trace', () => {
    const labels = axisTicks(
      { fromNs: 5e9, toNs: 5e9 + 2000 },
      { times: 'relative', startUnixNano: start, widthPx: 500 },
    ).map((tick) => tick.label);
    expect(labels[0]).toBe('5.0000000 s');
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('stand at round times of day', () => {
    const ticks = axisTicks(
      { fromNs: 0, toNs: 4e9 },
      { times: 'absolute', startUnixNano: start, widthPx: 700, zoneOffsetMinutes: 0 },
    );
    expect(ticks.map((tick) => tick.label)).toEqual(['10:31:03', '10:31:04', '10:31:05', '10:31:06']);
    expect(ticks[0]?.ns).toBe(1e9 - 123_456_789);
  });

  test('are in order and on the axis, for any part', () => {
    fc.assert(
      fc.property(
        fc.nat(1e12),
        fc.integer({ min: 1, max: 1e12 }),
        fc.integer({ min: 50, max: 3000 }),
        fc.constantFrom('relative' as const, 'absolute' as const),
        (fromNs, span, widthPx, times) => {
          const ticks = axisTicks({ fromNs, toNs: fromNs + span }, { times, startUnixNano: start, widthPx });
          expect(ticks.length).toBeLessThanOrEqual(widthPx / 64 + 2);
          ticks.forEach(({ at }, index) => {
            expect(at).toBeGreaterThanOrEqual(-1e-6);
            expect(at).toBeLessThanOrEqual(1 + 1e-6);
            if (index > 0) expect(at).toBeGreaterThan(ticks[index - 1]?.at ?? 1);
          });
        },
      ),
    );
  });
});

test('a time of day has the digits asked for', () => {
  expect(timeOfDay(start, 0, 0)).toBe('10:31:02');
  expect(timeOfDay(start, 6, -60)).toBe('11:31:02.123456');
  expect([1e9, 1e8, 1e6, 2e5, 1].map(digitsFor)).toEqual([0, 3, 3, 6, 9]);
});

describe('columns', () => {
  test('keep room for names and bars however wide they are asked to be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 560, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (width, share) => {
          const { namePx, timePx, timeLeftPx } = timeColumns(width, share);
          expect(namePx).toBeGreaterThanOrEqual(120);
          expect(timePx).toBeGreaterThanOrEqual(139);
          expect(timeLeftPx + timePx + 12 + 76 + 12).toBe(width);
        },
      ),
    );
  });

  test('give way to two lines a row where there is no room', () => {
    expect(timeColumns(390, 0.4)).toMatchObject({ compact: true, timeLeftPx: 12, timePx: 366 });
  });

  test('are remembered, and storage that fails is no trouble', () => {
    const kept = new Map<string, string>();
    keepShare(() => ({ setItem: (key, value) => kept.set(key, value) }), 0.5);
    expect(keptShare(() => ({ getItem: (key) => kept.get(key) ?? null }))).toBe(0.5);
    expect(keptShare(() => ({ getItem: () => 'nonsense' }))).toBe(usualShare);
    const forbidden = (): never => {
      throw new Error('forbidden');
    };
    expect(keptShare(forbidden)).toBe(usualShare);
    expect(() => keepShare(forbidden, 0.5)).not.toThrow();
  });
});

test('keys move an edge of the window by a hundredth, or a tenth, or as far as it goes', () => {
  const part = { fromNs: 200, toNs: 600 };
  expect(edgeAfterKey('ArrowRight', 'fromNs', part, 1000, false)).toBe(210);
  expect(edgeAfterKey('ArrowLeft', 'toNs', part, 1000, true)).toBe(500);
  expect(edgeAfterKey('Home', 'fromNs', part, 1000, false)).toBe(0);
  expect(edgeAfterKey('End', 'toNs', part, 1000, false)).toBe(1000);
  expect(edgeAfterKey('Enter', 'toNs', part, 1000, false)).toBeUndefined();
});
