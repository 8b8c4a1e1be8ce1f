import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatTimestamp,
} from '../../../src/explorer/parts/duration.ts';
import { ticks } from '../../../src/explorer/parts/ticks.ts';

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [1, '1 ns'],
    [999, '999 ns'],
    [1_234, '1.23 µs'],
    [12_300_000, '12.3 ms'],
    [999_700_000, '1 s'],
    [1_000_000, '1 ms'],
    [1_500_000_000, '1.5 s'],
    [59_960_000_000, '1 min'],
    [123_000_000_000, '2 min 3 s'],
    [3_600_000_000_000, '1 h'],
    [90_000_000_000_000, '1 d 1 h'],
    [-3_000_000, '−3 ms'],
  ])('of %d ns reads %s', (ns, text) => {
    expect(formatDuration(ns)).toBe(text);
  });

  it('never shows more than three digits of one unit below a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 59_000_000_000 }), (ns) => {
        expect(formatDuration(ns)).toMatch(/^(?:\d{1,3}|\d\.\d{1,2}|\d\d\.\d|1000) (?:ns|µs|ms|s)$/u);
      }),
    );
  });
});

describe('a time', () => {
  it('keeps its nanoseconds and takes the reader’s zone', () => {
    expect(formatTimestamp(1_795_255_200_123_456_789n, 0)).toBe('2026-11-21 10:00:00.123456789');
    expect(formatTimestamp(1_795_255_200_123_456_789n, -60)).toBe('2026-11-21 11:00:00.123456789');
    expect(formatClock(1_795_255_200_123_456_789n, 0)).toBe('10:00:00.123');
  });

  it('of 0 is said to be not set, and one beyond the calendar is given as it is', () => {
    expect(formatTimestamp(0n)).toBe('not set');
    expect(formatTimestamp(2n ** 64n - 1n, 0)).toMatch(/^2554-/u);
    expect(formatTimestamp(10n ** 24n)).toBe(`${10n ** 24n} ns`);
  });
});

describe('a size', () => {
  it('reads in bytes, kB and MB', () => {
    expect([28, 1_370, 1_200_000].map(formatBytes)).toEqual(['28 B', '1.37 kB', '1.2 MB']);
  });
});

describe('ticks', () => {
  it('are round numbers from 0', () => {
    expect(ticks(12_300_000, 400).map((tick) => tick.label)).toEqual(['0', '5 ms', '10 ms']);
    expect(ticks(95e9, 400).map((tick) => tick.label)).toEqual(['0', '30 s', '1 min', '1 min 30 s']);
    expect(ticks(2_500, 300).map((tick) => tick.label)).toEqual(['0', '1 µs', '2 µs']);
  });

  it('of a trace without length are one', () => {
    expect(ticks(0, 500)).toEqual([{ ns: 0, at: 0, label: '0' }]);
  });

  it('are evenly spaced, on the axis, never crowded, and never alike', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e19, noNaN: true }),
        fc.integer({ min: 80, max: 2_000 }),
        (span, width) => {
          const marks = ticks(span, width);
          expect(marks.length).toBeLessThanOrEqual(Math.floor(width / 76) + 1);
          expect(new Set(marks.map((mark) => mark.label)).size).toBe(marks.length);
          for (const mark of marks) {
            expect(mark.at).toBeGreaterThanOrEqual(0);
            expect(mark.at).toBeLessThanOrEqual(1 + 1e-9);
          }
        },
      ),
    );
  });
});
