import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutStrip } from '../../../src/workbench/strip/layout.ts';
import type { StripEdge, StripNode } from '../../../src/workbench/strip/topology.ts';

const node = (name: string, kind: StripNode['kind'] = 'service'): StripNode => ({
  name,
  kind,
  state: undefined,
  detail: '',
  fault: undefined,
});
const edge = (from: string, to: string, kind: StripEdge['kind'] = 'request'): StripEdge => ({
  id: `${from} ${kind} ${to}`,
  from,
  to,
  kind,
  count: 1,
  failed: 0,
  fault: undefined,
});
const xOf = (layout: ReturnType<typeof layoutStrip>, name: string) =>
  layout.nodes.find((each) => each.node.name === name)?.x ?? Number.NaN;

test('who asks stands left of who is asked, and the store at the far right', () => {
  const nodes = [node('payments'), node('store'), node('shopper'), node('jaeger', 'store')];
  const edges = [edge('shopper', 'store'), edge('store', 'payments'), edge('payments', 'jaeger', 'export')];
  const layout = layoutStrip({ nodes, edges }, 800);
  const xs = ['shopper', 'store', 'payments', 'jaeger'].map((name) => xOf(layout, name));
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(new Set(xs).size).toBe(4);
});

test('a shopper, a store and a Jaeger fit a phone', () => {
  const layout = layoutStrip(
    { nodes: [node('store'), node('shopper'), node('jaeger', 'store')], edges: [edge('shopper', 'store')] },
    375,
  );
  for (const { x, width } of layout.nodes) expect(x + width).toBeLessThanOrEqual(375);
});

test('programs, a Collector and a store fit a phone, the Collector before the store', () => {
  const layout = layoutStrip(
    {
      nodes: [node('store'), node('shopper'), node('collector', 'collector'), node('jaeger', 'store')],
      edges: [
        edge('shopper', 'store'),
        edge('shopper', 'collector', 'export'),
        edge('collector', 'jaeger', 'export'),
      ],
    },
    375,
  );
  const xs = ['shopper', 'store', 'collector', 'jaeger'].map((name) => xOf(layout, name));
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  for (const { x, width } of layout.nodes) expect(x + width).toBeLessThanOrEqual(375);
  // Beside each other: straight across, not down to the rail.
  expect(layout.edges.find(({ edge: { from } }) => from === 'collector')?.path).toMatch(
    /^M [\d.]+ [\d.]+ H [\d.]+$/u,
  );
});

test('whoever asks whom, nodes do not overlap and nothing is placed outside the height', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const name = fc.constantFrom(...names);
  const edges = fc.array(fc.tuple(name, name, fc.constantFrom<StripEdge['kind']>('request', 'export')));
  fc.assert(
    fc.property(edges, fc.integer({ min: 320, max: 1600 }), (pairs, width) => {
      const nodes = names.map((each) => node(each, each === 'e' ? 'store' : 'service'));
      const layout = layoutStrip(
        { nodes, edges: pairs.map(([from, to, kind]) => edge(from, to, kind)) },
        width,
      );
      for (const [index, one] of layout.nodes.entries()) {
        expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
        for (const other of layout.nodes.slice(index + 1)) {
          const apart =
            one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y;
          expect(apart).toBe(true);
        }
      }
    }),
  );
});
