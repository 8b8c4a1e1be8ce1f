import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, formatTime, parseDuration, parseTime } from '../../sandbox/store/jaeger/go-text.ts';

describe("Go's durations", () => {
  test.each([
    ['20ms', 20_000_000n],
    ['1.5s', 1_500_000_000n],
    ['-1h2m3s', -3_723_000_000_000n],
    ['100us', 100_000n],
    ['1µs', 1_000n],
    ['.5s', 500_000_000n],
    ['0', 0n],
  ])('%s is read', (text, nanos) => {
    expect(parseDuration(text)).toBe(nanos);
  });

  test.each(['', '5', 's', '1 s', '1d', '1.2.3s', '--1s', 'ms20'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [1n, '1ns'],
    [1_500n, '1.5µs'],
    [-150_000_001n, '-150.000001ms'],
    [3_600_500_000_000n, '1h0m0.5s'],
  ])('%s ns is written %s', (nanos, text) => {
    expect(formatDuration(nanos)).toBe(text);
  });

  test('what is written is read as the same', () => {
    const nanos = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(nanos, (each) => {
        expect(parseDuration(formatDuration(each))).toBe(each);
      }),
    );
  });
});

describe('RFC 3339 times', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['1970-01-01T00:00:00.5Z', 500_000_000n],
    ['1970-01-01T00:00:00.000000001Z', 1n],
    ['1970-01-01T01:00:01+01:00', 1_000_000_000n],
    ['1969-12-31T23:59:59-00:00', -1_000_000_000n],
  ])('%s is read', (text, nanos) => {
    expect(parseTime(text)).toBe(nanos);
  });

  test.each([
    '',
    'yesterday',
    '1970-01-01',
    '1970-01-01T00:00:00',
    '1970-02-31T00:00:00Z',
    '1970-01-01 00:00:00Z',
  ])('"%s" is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  test('are written as Go prints them', () => {
    expect(formatTime(1_700_000_000_100_000_001n)).toBe('2023-11-14 22:13:20.100000001 +0000 UTC');
    expect(formatTime(1_700_000_000_000_000_000n)).toBe('2023-11-14 22:13:20 +0000 UTC');
  });

  test('the greatest time OTLP can say is written', () => {
    expect(formatTime(2n ** 64n - 1n)).toBe('2554-07-21 23:34:33.709551615 +0000 UTC');
  });
});
