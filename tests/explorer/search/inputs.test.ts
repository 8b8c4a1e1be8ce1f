import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago } from '../../../src/explorer/search/ago.ts';
import { conditionsOf, sameQuery } from '../../../src/explorer/search/conditions.ts';
import { readDuration, writeDuration } from '../../../src/explorer/search/duration-input.ts';
import { toggledTick, whatToTick } from '../../../src/explorer/search/ticked.ts';
import { fromField, lookbackLabel, timeChoice, toField } from '../../../src/explorer/search/time-range.ts';
import { emptyQuery } from '../../../src/explorer/state/explorer-state.ts';

describe('a duration as one writes it', () => {
  it.each([
    ['100ms', 1e8],
    ['1.2 s', 1.2e9],
    ['1,2 s', 1.2e9],
    ['250us', 250e3],
    ['250 µs', 250e3],
    ['250 μs', 250e3],
    ['.5 s', 5e8],
    ['1m 30s', 90e9],
    ['2 min', 120e9],
    ['40', 40e6],
    ['0', 0],
    ['7 NS', 7],
    ['  3h ', 3 * 3600e9],
  ])('%s is %d ns', (text, ns) => {
    expect(readDuration(text)).toEqual({ ns });
  });

  it.each(['soon', '-5ms', '1 2', '1.2.3 s', '10 parsecs', 'ms', '1s,'])('%s is none', (text) => {
    expect(readDuration(text)).toHaveProperty('problem', expect.stringContaining(`“${text}”`));
  });

  it('of nothing is no bound', () => {
    expect(readDuration(' ')).toEqual({ ns: undefined });
    expect(writeDuration(undefined)).toBe('');
  });

  it('written is read as the same', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 14 }), (ns) => {
        expect(readDuration(writeDuration(ns))).toEqual({ ns });
      }),
    );
  });

  it('is told in a line, however long what was written is', () => {
    const read = readDuration('x'.repeat(100_000));
    expect('problem' in read && read.problem.length).toBeLessThan(120);
  });
});

describe('a time range', () => {
  it('is any, a preset, or one of its own', () => {
    expect(timeChoice(emptyQuery)).toBe('any');
    expect(timeChoice({ ...emptyQuery, lookbackMs: 3_600_000 })).toBe('3600000');
    expect(timeChoice({ ...emptyQuery, lookbackMs: 1, toUnixNano: 1n })).toBe('custom');
    expect(lookbackLabel(3_600_000)).toBe('Last hour');
    expect(lookbackLabel(180_000)).toBe('Last 3 minutes');
  });

  it('stands in the field in the reader’s time zone, to the millisecond', () => {
    expect(toField(1_795_255_200_123_456_789n, -60)).toBe('2026-11-21T11:00:00.123');
    expect(fromField('2026-11-21T11:00:00.123', -60)).toBe(1_795_255_200_123_000_000n);
    expect(fromField('')).toBeUndefined();
    expect(fromField('tomorrow')).toBeUndefined();
    expect(toField(2n ** 63n - 1n, 0)).toBe('2262-04-11T23:47:16.854');
  });
});

describe('how long ago', () => {
  const at = (ms: number): string | undefined => ago(BigInt(ms) * 1_000_000n, 10_000_000_000);
  it('is said in the largest unit', () => {
    expect(at(10_000_000_000)).toBe('now');
    expect(at(9_999_988_000)).toBe('12 s ago');
    expect(at(10_000_180_000)).toBe('in 3 min');
    expect(at(9_910_000_000)).toBe('1 d ago');
  });
  it('is not said of what is long ago, or of no time', () => {
    expect(at(1)).toBeUndefined();
    expect(ago(0n, 5)).toBeUndefined();
  });
});

describe('what narrows a search', () => {
  const query = { ...emptyQuery, service: 'shop', operation: 'GET /', tags: ' a=b ', minDurationNs: 1e6 };
  it('is named, and says what the search is without it', () => {
    expect(conditionsOf(emptyQuery)).toEqual([]);
    expect(conditionsOf(query).map((each) => each.words)).toEqual([
      'service shop',
      'operation GET /',
      'tags a=b',
      'at least 1 ms',
    ]);
    const without = Object.assign({}, query, ...conditionsOf(query).map((each) => each.without));
    expect(sameQuery(without, emptyQuery)).toBe(true);
  });
  it('tells searches apart by what they ask', () => {
    expect(sameQuery(query, { ...query, lookbackMs: undefined })).toBe(true);
    expect(sameQuery(query, { ...query, fromUnixNano: 1n })).toBe(false);
  });
});

describe('ticks', () => {
  it('say what to do with them', () => {
    expect([0, 1, 2, 3, 5].map(whatToTick)).toEqual([
      'Tick two traces to compare them.',
      'Tick one more to compare it with.',
      undefined,
      '3 traces are ticked: untick one.',
      '5 traces are ticked: untick 3.',
    ]);
    expect(toggledTick(toggledTick(['a'], 'b'), 'a')).toEqual(['b']);
  });
});
