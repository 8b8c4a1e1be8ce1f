import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../../src/explorer/model/steps.ts';
import type { TraceColumns } from '../../../src/explorer/model/trace-columns.ts';
import {
  matchesByNode,
  type PathTree,
  pathTo,
  pathTree,
  rowsOf,
} from '../../../src/explorer/views/paths/path-tree.ts';
import { someTrace, traceOf } from './some-trace.ts';

const ms = 1e6;
const folded = (columns: TraceColumns, hidden: ReadonlySet<string>): PathTree =>
  finish(pathTree(columns, hidden));
const none: ReadonlySet<string> = new Set();
const hiddenServices = fc.subarray(['shop', 'cart', 'stock']).map((names) => new Set(names));

test('calls along the same path are one node', () => {
  const columns = traceOf([
    { service: 'shop', name: 'GET /', at: 0, takes: 100, parent: -1 },
    { service: 'cart', name: 'read', at: 0, takes: 30, parent: 0 },
    { service: 'cart', name: 'read', at: 40, takes: 50, parent: 0, failed: true },
    { service: 'stock', name: 'count', at: 45, takes: 5, parent: 2 },
  ]);
  const tree = folded(columns, none);
  expect(tree).toMatchObject({ length: 3, allWorkNs: 100 * ms });
  expect([...tree.calls]).toEqual([1, 2, 1]);
  expect([...tree.errors]).toEqual([0, 1, 0]);
  expect([...tree.totalNs]).toEqual([100 * ms, 80 * ms, 5 * ms]);
  expect([...tree.selfNs]).toEqual([20 * ms, 75 * ms, 5 * ms]);
  expect([...tree.workNs]).toEqual([100 * ms, 80 * ms, 5 * ms]);
  expect(columns.durationNs[tree.slowest[1] ?? 0]).toBe(50 * ms);
  expect(pathTo(tree, 2)).toEqual([0, 1, 2]);
});

test('what a hidden service calls is shown as called by its caller', () => {
  const columns = traceOf([
    { service: 'shop', name: 'GET /', at: 0, takes: 100, parent: -1 },
    { service: 'cart', name: 'read', at: 0, takes: 30, parent: 0 },
    { service: 'stock', name: 'count', at: 5, takes: 5, parent: 1 },
  ]);
  const tree = folded(columns, new Set(['cart']));
  expect([...tree.service].map((each) => columns.services[each])).toEqual(['shop', 'stock']);
  expect([...tree.parent]).toEqual([-1, 0]);
  expect([...tree.nodeOf]).toEqual([0, -1, 1]);
});

test('each shown span is in one node, and sums are those of the spans', () => {
  fc.assert(
    fc.property(someTrace, hiddenServices, (columns, hidden) => {
      const tree = folded(columns, hidden);
      const rows = rowsOf(tree, () => true);
      expect(rows).toEqual(
        [...columns.service.keys()].filter(
          (row) => !hidden.has(columns.services[columns.service[row] ?? 0] ?? ''),
        ),
      );
      for (let node = 0; node < tree.length; node++) {
        const own = rowsOf(tree, (each) => each === node);
        expect(own.length).toBe(tree.calls[node]);
        expect(own.reduce((sum, row) => sum + (columns.durationNs[row] ?? 0), 0)).toBe(tree.totalNs[node]);
        expect(own).toContain(tree.slowest[node]);
        expect(
          own.every(
            (row) => (columns.durationNs[row] ?? 0) <= (columns.durationNs[tree.slowest[node] ?? -1] ?? 0),
          ),
        ).toBe(true);
      }
      expect(tree.selfNs.reduce((sum, ns) => sum + ns, 0)).toBeCloseTo(tree.allWorkNs, 3);
    }),
  );
});

test('nodes are depth first, siblings by work, and paths are told apart', () => {
  fc.assert(
    fc.property(someTrace, hiddenServices, (columns, hidden) => {
      const tree = folded(columns, hidden);
      const paths = new Set<string>();
      for (let node = 0; node < tree.length; node++) {
        const above = tree.parent[node] ?? -1;
        expect(above).toBeLessThan(node);
        if (above >= 0) expect(node).toBeLessThanOrEqual(above + (tree.descendants[above] ?? 0));
        const next = node + (tree.descendants[node] ?? 0) + 1;
        if (tree.parent[next] === above)
          expect(tree.workNs[next]).toBeLessThanOrEqual(tree.workNs[node] ?? 0);
        paths.add(
          pathTo(tree, node)
            .map((each) => `${tree.service[each]}/${tree.name[each]}`)
            .join(' '),
        );
      }
      expect(paths.size).toBe(tree.length);
    }),
  );
});

test('a node is as wide as itself and all below it', () => {
  fc.assert(
    fc.property(someTrace, (columns) => {
      const tree = folded(columns, none);
      for (let node = 0; node < tree.length; node++) {
        const children = [...tree.parent.keys()].filter((each) => tree.parent[each] === node);
        const below = children.reduce((sum, each) => sum + (tree.workNs[each] ?? 0), 0);
        expect(tree.workNs[node]).toBeCloseTo((tree.selfNs[node] ?? 0) + below, 3);
      }
    }),
  );
});

test('a find lights the nodes of the spans it matches', () => {
  const columns = traceOf([
    { service: 'shop', name: 'GET /', at: 0, takes: 100, parent: -1 },
    { service: 'cart', name: 'read', at: 0, takes: 30, parent: 0 },
    { service: 'cart', name: 'read', at: 40, takes: 50, parent: 0 },
  ]);
  const tree = folded(columns, none);
  expect([...matchesByNode(tree, Uint8Array.of(0, 1, 1))]).toEqual([0, 2]);
  expect([...matchesByNode(tree, undefined)]).toEqual([0, 0]);
});

test('a chain of 50,000 different calls is no deeper than memory', () => {
  const count = 50_000;
  const columns = {
    ...traceOf([{ service: 'shop', name: 'again', at: 0, takes: 1, parent: -1 }]),
    length: count,
    service: new Uint32Array(count),
    name: new Uint32Array(count),
    status: new Uint8Array(count),
    durationNs: new Float64Array(count).fill(ms),
    selfNs: new Float64Array(count),
    parent: Int32Array.from({ length: count }, (_, row) => row - 1),
  };
  const tree = folded(columns, none);
  expect(tree.length).toBe(count);
  expect(tree.descendants[0]).toBe(count - 1);
});
