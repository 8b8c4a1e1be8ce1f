import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceSummary } from '../../../src/explorer/library/trace-library.ts';
import { clockTicks } from '../../../src/explorer/search/clock-ticks.ts';
import { nearestPoint, scatterPlot, shapesPath } from '../../../src/explorer/search/scatter-plot.ts';

function trace(part: Partial<TraceSummary>): TraceSummary {
  return {
    traceId: '',
    name: '',
    service: '',
    hasRoot: true,
    services: [],
    spans: 1,
    errors: 0,
    startUnixNano: 1_000_000_000n,
    durationNs: 1e6,
    ...part,
  };
}

const traces = fc.array(
  fc
    .record({
      startUnixNano: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      durationNs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e18, noNaN: true })),
      spans: fc.nat(),
      errors: fc.nat({ max: 1 }),
    })
    .map(trace),
);

describe('the plot', () => {
  it('has every trace with a start within its edges, in the order of time', () => {
    fc.assert(
      fc.property(traces, fc.constantFrom('log' as const, 'linear' as const), (found, scale) => {
        const plot = scatterPlot(found, scale, 600, 130);
        expect(plot.points.length + plot.unplaced).toBe(found.length);
        for (const { x, y } of plot.points) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(600);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(130);
        }
        expect(plot.points.map(({ x }) => x)).toEqual(
          plot.points.map(({ x }) => x).toSorted((a, b) => a - b),
        );
        expect(plot.durationTicks.length).toBeLessThan(12);
      }),
    );
  });

  it('puts longer traces higher, in both scales', () => {
    const found = [1e6, 5e6, 1e9].map((durationNs) => trace({ durationNs }));
    for (const scale of ['log', 'linear'] as const) {
      const [short, middle, long] = scatterPlot(found, scale, 600, 130).points;
      expect(short?.y).toBeGreaterThan(middle?.y ?? 0);
      expect(middle?.y).toBeGreaterThan(long?.y ?? 0);
    }
  });

  it('has round marks', () => {
    const found = [1e6, 40e6, 1e9].map((durationNs) => trace({ durationNs }));
    const labels = (scale: 'log' | 'linear') =>
      scatterPlot(found, scale, 600, 130).durationTicks.map(({ label }) => label);
    expect(labels('log')).toEqual(['1 ms', '10 ms', '100 ms', '1 s']);
    expect(labels('linear')).toEqual(['0 ms', '500 ms', '1 s']);
  });

  it('reads times off its axis', () => {
    const found = [5_000_000_000n, 9_000_000_000n].map((startUnixNano) => trace({ startUnixNano }));
    const plot = scatterPlot(found, 'log', 600, 130);
    const [first, last] = plot.points;
    expect(plot.timeAt(first?.x ?? 0)).toBe(5_000_000_000n);
    expect(plot.timeAt(last?.x ?? 0)).toBe(9_000_000_000n);
    expect(plot.timeAt(-50)).toBe(5_000_000_000n);
    expect(plot.timeAt(300)).toBe(7_000_000_000n);
  });

  it('draws errors as diamonds, others as circles, and one shape a place', () => {
    const found = [trace({}), trace({}), trace({ errors: 1, durationNs: 9e6 })];
    const { points } = scatterPlot(found, 'log', 600, 130);
    expect(shapesPath(points, false).match(/M/gu)).toHaveLength(1);
    expect(shapesPath(points, true)).toMatch(/^M[\d.]+,[\d.]+l4,-4 4,4 -4,4z$/u);
  });

  it('finds what is nearest within reach', () => {
    const { points } = scatterPlot([trace({}), trace({ startUnixNano: 2_000_000_000n })], 'log', 600, 130);
    expect(nearestPoint(points, 12, points[0]?.y ?? 0, 16)?.index).toBe(0);
    expect(nearestPoint(points, 300, 60, 16)).toBeUndefined();
  });
});

describe('clock ticks', () => {
  const start = 1_795_255_200_000_000_000n;
  const labels = (totalNs: number, zone = 0) =>
    clockTicks(start + 1_500_000_000n, totalNs, 400, 96, zone).map(({ label }) => label);
  it('are whole seconds, minutes, hours, days', () => {
    expect(labels(9e9)).toEqual(['10:00:05', '10:00:10']);
    expect(labels(600e9)).toEqual(['10:05', '10:10']);
    expect(labels(4 * 3600e9, -90)).toEqual(['12:00', '13:00', '14:00', '15:00']);
    expect(labels(4 * 86_400e9)).toEqual(['22 Nov', '23 Nov', '24 Nov', '25 Nov']);
  });
  it('are one for a single time, and never many', () => {
    expect(labels(0)).toEqual(['10:00:01.500']);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n }),
        fc.double({ min: 0, max: 9e18, noNaN: true }),
        (at, total) => {
          expect(clockTicks(at, total, 400).length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
