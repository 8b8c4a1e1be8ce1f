import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../../../src/explorer/model/quantile.ts';
import { finish } from '../../../src/explorer/model/steps.ts';
import type { TraceColumns } from '../../../src/explorer/model/trace-columns.ts';
import {
  type Grouping,
  statisticsOf,
  statisticsWithin,
} from '../../../src/explorer/views/statistics/statistics.ts';
import { someTrace, traceOf } from './some-trace.ts';

const byService = (columns: TraceColumns): Grouping => ({ values: columns.services, at: columns.service });
const byName = (columns: TraceColumns): Grouping => ({ values: columns.names, at: columns.name });

test('a group has the figures of its spans', () => {
  const columns = traceOf([
    { service: 'shop', name: 'GET /', at: 0, takes: 100, parent: -1 },
    ...[10, 20, 30, 40].map((takes, index) => ({
      service: 'cart',
      name: 'read',
      at: 10,
      takes,
      parent: 0,
      failed: index === 3,
    })),
  ]);
  const statistics = finish(statisticsOf(columns, byService(columns)));
  const cart = [...statistics.value].findIndex((value) => columns.services[value] === 'cart');
  const ms = (list: Float64Array) => (list[cart] ?? 0) / 1e6;
  expect(statistics.spans[cart]).toBe(4);
  expect(statistics.errors[cart]).toBe(1);
  expect(ms(statistics.totalNs)).toBe(100);
  expect([ms(statistics.minNs), ms(statistics.medianNs), ms(statistics.p95Ns), ms(statistics.maxNs)]).toEqual(
    [10, 20, 40, 40],
  );
  expect(columns.durationNs[statistics.slowest[cart] ?? 0]).toBe(40e6);
});

test('self times of a trace without overlaps add up to the trace', () => {
  const columns = traceOf([
    { service: 'shop', name: 'GET /', at: 0, takes: 100, parent: -1 },
    { service: 'cart', name: 'read', at: 10, takes: 40, parent: 0 },
    { service: 'cart', name: 'open', at: 20, takes: 10, parent: 1 },
    { service: 'stock', name: 'count', at: 60, takes: 30, parent: 0 },
  ]);
  expect(finish(statisticsOf(columns, byService(columns))).allSelfNs).toBe(columns.totalNs);
});

test('each counted span is in one group of its value', () => {
  fc.assert(
    fc.property(someTrace, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (columns, flags) => {
      const counted = Uint8Array.from(flags.slice(0, columns.length), Number);
      const statistics = finish(statisticsOf(columns, byName(columns), counted));
      for (let row = 0; row < columns.length; row++) {
        const group = statistics.groupOf[row] ?? -1;
        expect(group >= 0).toBe(counted[row] === 1);
        if (group >= 0) expect(statistics.value[group]).toBe(columns.name[row]);
      }
      const sum = (list: ArrayLike<number>) => Array.from(list).reduce((left, right) => left + right, 0);
      expect(sum(statistics.spans)).toBe(sum(counted));
      expect(sum(statistics.selfNs)).toBeCloseTo(statistics.allSelfNs, 3);
    }),
  );
});

test('a grouping below another divides its groups', () => {
  fc.assert(
    fc.property(someTrace, (columns) => {
      const outer = finish(statisticsOf(columns, byService(columns)));
      const { statistics, outerOf, innerOf } = finish(statisticsWithin(columns, outer, byName(columns)));
      const total = new Float64Array(outer.length);
      for (let pair = 0; pair < statistics.length; pair++) {
        const group = outerOf[pair] ?? -1;
        total[group] = (total[group] ?? 0) + (statistics.totalNs[pair] ?? 0);
        const row = statistics.slowest[pair] ?? -1;
        expect(columns.name[row]).toBe(innerOf[pair]);
        expect(columns.service[row]).toBe(outer.value[group]);
      }
      expect([...total]).toEqual([...outer.totalNs]);
    }),
  );
});

test('spans without the attribute are a group of their own', () => {
  const columns = traceOf([
    { service: 'shop', name: 'a', at: 0, takes: 1, parent: -1 },
    { service: 'shop', name: 'b', at: 0, takes: 1, parent: 0 },
  ]);
  const statistics = finish(statisticsOf(columns, { values: ['/cart'], at: Int32Array.of(-1, 0) }));
  expect([...statistics.value]).toEqual([-1, 0]);
});

test('a quantile is one of the values, and no more than its share lies above it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1000), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, share) => {
        const sorted = Float64Array.from(list).sort();
        const value = quantile(sorted, share);
        expect(list).toContain(value);
        expect(list.filter((each) => each > value).length).toBeLessThanOrEqual(
          list.length * (1 - share) + 1e-9,
        );
      },
    ),
  );
});
