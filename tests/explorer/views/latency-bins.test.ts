import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latencyBins } from '../../../src/explorer/views/histogram/latency-bins.ts';

const ms = 1e6;
const durations = fc.array(
  fc.oneof(fc.double({ noNaN: false }), fc.integer({ min: 0, max: 1e9 }), fc.constant(0)),
  { maxLength: 300 },
);

test('each duration lies in its bin, and none is lost', () => {
  fc.assert(
    fc.property(durations, (values) => {
      const { bins, binOf, highest } = latencyBins(values);
      expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
      expect(highest).toBe(Math.max(0, ...bins.map((bin) => bin.count)));
      values.forEach((value, index) => {
        const bin = bins[binOf[index] ?? -1];
        if (!(value > 0)) expect(bin).toMatchObject({ fromNs: 0, toNs: 0 });
        else if (value >= 1 && value <= 2 ** 64) {
          expect(bin?.fromNs).toBeLessThanOrEqual(value);
          expect(bin?.toNs).toBeGreaterThan(value);
        }
      });
    }),
  );
});

test('bins follow each other, at most as many as asked for and one for 0', () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: 8, max: 60 }), (values, most) => {
      const bins = latencyBins(values, most).bins.filter((bin) => bin.toNs > 0);
      expect(bins.length).toBeLessThanOrEqual(most);
      bins.slice(1).forEach((bin, index) => {
        expect(bin.fromNs).toBe(bins[index]?.toNs);
      });
    }),
  );
});

test('bounds are round', () => {
  const { bins } = latencyBins([3 * ms, 8 * ms, 90 * ms, 1200 * ms], 12);
  expect(bins.map((bin) => bin.fromNs / ms)).toEqual([2, 5, 10, 20, 50, 100, 200, 500, 1000]);
});

test('half of the durations are at most p50, 95 in 100 at most p95', () => {
  const values = Array.from({ length: 100 }, (_, index) => (index + 1) * ms);
  expect(latencyBins(values)).toMatchObject({ minNs: ms, p50Ns: 50 * ms, p95Ns: 95 * ms, maxNs: 100 * ms });
  expect(latencyBins([])).toMatchObject({ bins: [], p50Ns: 0, p95Ns: 0, highest: 0 });
});
