import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { criticalPath } from '../../../src/explorer/model/critical-path.ts';
import { serviceShape } from '../../../src/explorer/parts/service-shape.ts';
import { indexSections, serviceLooks } from '../../../src/explorer/timeline/row-scene.ts';
import { serviceColour } from '../../../src/service-colours.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

test('a service looks the same in a trace as wherever its list of services is known', () => {
  const services = ['web', 'cart', 'stock', 'cart'];
  for (const look of serviceLooks(['stock', 'cart', 'nobody'], services)) {
    expect(look.colour).toBe(serviceColour(look.name, services).cssVar);
    expect(look.shape).toBe(serviceShape(look.name, services));
  }
  expect(serviceColour('cart', services).index).toBe(1);
});

test('a list that grows in place is looked at again', () => {
  const services = ['web'];
  expect(serviceColour('web', services).index).toBe(0);
  services.push('cart');
  expect(serviceColour('cart', services).index).toBe(1);
});

test('shapes tell services of one colour apart', () => {
  const services = Array.from({ length: 70 }, (_, at) => `service ${at}`);
  const looks = serviceLooks(services, services).map(({ colour, shape }) => `${colour} ${shape}`);
  expect(new Set(looks).size).toBe(70);
});

test('50,000 services have their looks at once', () => {
  const services = Array.from({ length: 50_000 }, (_, at) => `service ${at}`);
  const from = performance.now();
  serviceLooks(services, services);
  // 40 s where each is looked for in the list.
  expect(performance.now() - from).toBeLessThan(2_000);
});

test('sections of the critical path are found by row, in order, with what they come to', () => {
  const parentSpanId = 'f'.repeat(16);
  const columns = columnsOf([
    makeSpan({ service: 'shop', name: 'root', spanId: parentSpanId, at: 0, takes: 100 }),
    makeSpan({ service: 'shop', name: 'a', spanId: '1'.repeat(16), parentSpanId, at: 10, takes: 30 }),
    makeSpan({ service: 'shop', name: 'b', spanId: '2'.repeat(16), parentSpanId, at: 50, takes: 40 }),
  ]);
  const index = indexSections(criticalPath(columns));
  expect(index.of(0).map(({ fromNs, toNs }) => [fromNs / 1e6, toNs / 1e6])).toEqual([
    [0, 10],
    [40, 50],
    [90, 100],
  ]);
  expect([0, 1, 2, 3].map((row) => index.totalNs(row) / 1e6)).toEqual([30, 30, 40, 0]);
});
