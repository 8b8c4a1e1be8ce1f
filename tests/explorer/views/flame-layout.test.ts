import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from '../../../src/explorer/model/steps.ts';
import { type Frame, flameFrames, frameAfterKey } from '../../../src/explorer/views/flame/flame-layout.ts';
import { pathTree } from '../../../src/explorer/views/paths/path-tree.ts';
import { someTrace, traceOf } from './some-trace.ts';

const all = { zoomed: -1, widthPx: 100_000, mostFrames: 10_000 };
const fold = (columns: Parameters<typeof pathTree>[0]) => finish(pathTree(columns, new Set()));
const nearly = 1e-9;

test('frames lie below their callers, side by side, within the width', () => {
  fc.assert(
    fc.property(someTrace, fc.nat(40), fc.integer({ min: 40, max: 2_000 }), (columns, wanted, widthPx) => {
      const tree = fold(columns);
      const zoomed = wanted < tree.length ? wanted : -1;
      const frames = flameFrames(tree, { ...all, zoomed, widthPx });
      const byLevel = new Map<number, Frame[]>();
      for (const frame of frames) {
        expect(frame.left).toBeGreaterThanOrEqual(-nearly);
        expect(frame.left + frame.width).toBeLessThanOrEqual(1 + nearly);
        expect(frame.level).toBe(tree.depth[frame.node]);
        byLevel.set(frame.level, [...(byLevel.get(frame.level) ?? []), frame]);
        const above = tree.parent[frame.node] ?? -1;
        const caller = frames.find((each) => each.node === above && each.more === 0);
        if (above >= 0) expect(caller).toBeDefined();
        if (caller !== undefined) {
          expect(frame.left).toBeGreaterThanOrEqual(caller.left - nearly);
          expect(frame.left + frame.width).toBeLessThanOrEqual(caller.left + caller.width + nearly);
        }
      }
      for (const level of byLevel.values()) {
        const sorted = level.sort((a, b) => a.left - b.left);
        sorted.slice(1).forEach((frame, index) => {
          const before = sorted[index];
          expect(frame.left).toBeGreaterThanOrEqual((before?.left ?? 0) + (before?.width ?? 0) - nearly);
        });
      }
    }),
  );
});

test('each node that can be seen has a frame, or is one of more', () => {
  fc.assert(
    fc.property(someTrace, (columns) => {
      const tree = fold(columns);
      const frames = flameFrames(tree, all);
      const top = [...tree.parent.keys()].filter(
        (node) => tree.parent[node] === -1 && (tree.workNs[node] ?? 0) > 0,
      );
      const stands = frames
        .filter((frame) => frame.level === 0)
        .reduce((sum, frame) => sum + (frame.more || 1), 0);
      if (tree.allWorkNs > 0) expect(stands).toBeGreaterThanOrEqual(top.length > 0 ? 1 : 0);
      for (const { node, more, width } of frames) {
        if (more === 0) expect(width).toBeCloseTo((tree.workNs[node] ?? 0) / tree.allWorkNs, 9);
      }
    }),
  );
});

test('narrow siblings are one frame, and no more frames than asked for are made', () => {
  const columns = traceOf([
    { service: 'shop', name: 'root', at: 0, takes: 1_000, parent: -1 },
    { service: 'shop', name: 'wide', at: 0, takes: 900, parent: 0 },
    ...Array.from({ length: 50 }, (_, index) => ({
      service: 'shop',
      name: `narrow ${index}`,
      at: 900 + index,
      takes: 1,
      parent: 0,
    })),
  ]);
  const tree = fold(columns);
  const frames = flameFrames(tree, { ...all, widthPx: 1_000 });
  expect(frames.map((frame) => frame.more)).toEqual([0, 0, 50]);
  expect(flameFrames(tree, { ...all, mostFrames: 10 }).length).toBeLessThanOrEqual(10);
});

test('a zoomed frame takes all of the width, its callers stay above it', () => {
  const columns = traceOf([
    { service: 'shop', name: 'root', at: 0, takes: 100, parent: -1 },
    { service: 'cart', name: 'read', at: 0, takes: 30, parent: 0 },
    { service: 'stock', name: 'count', at: 0, takes: 15, parent: 1 },
  ]);
  const frames = flameFrames(fold(columns), { ...all, zoomed: 1 });
  expect(frames.map(({ node, left, width }) => [node, left, width])).toEqual([
    [0, 0, 1],
    [1, 0, 1],
    [2, 0, 0.5],
  ]);
});

test('arrows lead to callers, callees and neighbours, and nowhere else', () => {
  fc.assert(
    fc.property(someTrace, fc.nat(40), (columns, start) => {
      const frames = flameFrames(fold(columns), all);
      const here = frames[start];
      if (here === undefined) return;
      const go = (key: string): Frame | undefined => frames[frameAfterKey(key, start, frames) ?? -1];
      expect(go('ArrowUp')?.level ?? here.level - 1).toBe(here.level - 1);
      expect(go('ArrowDown')?.level ?? here.level + 1).toBe(here.level + 1);
      expect(go('ArrowRight')?.left ?? 2).toBeGreaterThan(here.left);
      expect(go('ArrowLeft')?.left ?? -1).toBeLessThan(here.left);
      expect(frameAfterKey('x', start, frames)).toBeUndefined();
    }),
  );
});
