import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GraphLayout, layoutGraph } from '../../../../src/workbench/panels/collector/graph-layout.ts';
import { pipelineGraph } from '../../../../src/workbench/panels/collector/pipeline-graph.ts';
import { anyConfig, joinedConfig, plainConfig } from './configs.ts';

function layout(text: string, width: number): GraphLayout {
  const graph = pipelineGraph(text);
  if (!graph) throw new Error('the text can be read');
  return layoutGraph(graph, width);
}
const place = (of: GraphLayout, id: string) => {
  const found = of.nodes.find(({ node }) => node.id === id);
  if (!found) throw new Error(`${id} is placed`);
  return found;
};
const points = (path: string) =>
  [...path.matchAll(/[ML] ([\d.-]+) ([\d.-]+)/gu)].map(([, x, y]) => [Number(x), Number(y)] as const);

describe('the layout of a pipeline graph', () => {
  test('runs from left to right where there is room', () => {
    const found = layout(plainConfig, 900);
    const xs = ['otlp', 'attributes/till', 'batch', 'otlphttp'].map((id) => place(found, id).x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(found.nodes.map(({ y }) => y)).size).toBe(1);
    expect(found.width).toBeLessThanOrEqual(900);
  });

  test('runs from top to bottom on a phone, and fits it', () => {
    const found = layout(plainConfig, 343);
    const ys = ['otlp', 'attributes/till', 'batch', 'otlphttp'].map((id) => place(found, id).y);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(found.width).toBeLessThanOrEqual(343);
  });

  test('puts a connector behind the pipeline it comes from and before the one it leads to', () => {
    const found = layout(joinedConfig, 1200);
    expect(place(found, 'forward').x).toBeGreaterThan(place(found, 'batch').x);
    expect(place(found, 'forward').x).toBeLessThan(place(found, 'filter/errors').x);
    expect(place(found, 'forward').y).toBe(place(found, 'filter/errors').y);
  });

  test('leaves out what is in no pipeline', () => {
    expect(layout(plainConfig, 900).nodes.map(({ node }) => node.id)).not.toContain('debug');
  });

  test('whatever the pipelines, nodes do not overlap and no edge runs through one', () => {
    fc.assert(
      fc.property(anyConfig, fc.integer({ min: 300, max: 1400 }), ({ text }, width) => {
        const found = layout(text, width);
        const boxes = found.nodes.map(({ x, y }) => ({
          x,
          y,
          right: x + found.nodeWidth,
          bottom: y + found.nodeHeight,
        }));
        for (const [index, one] of boxes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.y).toBeGreaterThanOrEqual(0);
          expect(one.right).toBeLessThanOrEqual(found.width);
          expect(one.bottom).toBeLessThanOrEqual(found.height);
          for (const other of boxes.slice(index + 1)) {
            const meet =
              one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom;
            expect(meet).toBe(false);
          }
        }
        for (const { path } of found.edges) {
          const all = points(path);
          for (const [index, [x2, y2]] of all.entries()) {
            const [x1, y1] = all[index - 1] ?? [x2, y2];
            const inside = boxes.filter(
              (box) =>
                Math.max(x1, x2) > box.x + 0.1 &&
                Math.min(x1, x2) < box.right - 0.1 &&
                Math.max(y1, y2) > box.y + 0.1 &&
                Math.min(y1, y2) < box.bottom - 0.1,
            );
            expect(inside).toEqual([]);
          }
        }
      }),
    );
  });

  test('whatever the pipelines, every hop has a place of its own between two steps', () => {
    fc.assert(
      fc.property(anyConfig, fc.integer({ min: 300, max: 1400 }), ({ text }, width) => {
        const found = layout(text, width);
        const places = found.hops.map(({ x, y }) => `${x} ${y}`);
        expect(new Set(places).size).toBe(places.length);
        const expected = new Set(found.edges.map(({ edge }) => `${edge.pipeline} ${edge.hop}`));
        expect(new Set(found.hops.map(({ pipeline, hop }) => `${pipeline} ${hop}`))).toEqual(expected);
      }),
    );
  });

  test('of pipelines that lead to each other in a circle comes to an end', () => {
    const circle = joinedConfig.replace('exporters: [debug, otlphttp]', 'exporters: [forward]');
    expect(layout(circle, 900).nodes.length).toBeGreaterThan(5);
  });
});
