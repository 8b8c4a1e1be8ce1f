import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barGeometry } from '../../../src/workbench/explorer/bar.ts';
import { layoutTrace, type TraceNode } from '../../../src/workbench/explorer/trace-tree.ts';
import { anySpans, span, t0 } from './spans.ts';

const shape = (nodes: readonly TraceNode[]): string[] =>
  nodes.map((node) => `${'  '.repeat(node.depth)}${node.span.name}`);
const kinds = (nodes: readonly TraceNode[], name: string): string[] =>
  nodes.filter((node) => node.span.name === name).flatMap((node) => node.warnings.map((each) => each.kind));

describe('a trace laid out', () => {
  it('puts children below their parent, earliest first, whatever order they arrived in', () => {
    const { nodes } = layoutTrace([
      span({ id: 'second', parent: 'root', at: 5 }),
      span({ id: 'inner', parent: 'first', at: 2 }),
      span({ id: 'first', parent: 'root', at: 1 }),
      span({ id: 'root', takes: 20 }),
    ]);
    expect(shape(nodes)).toEqual(['root', '  first', '    inner', '  second']);
    expect(nodes.map((node) => node.descendants)).toEqual([3, 1, 0, 0]);
    expect(nodes.flatMap((node) => node.warnings)).toEqual([]);
  });

  it('leaves out of a span’s self time what any child covers, once', () => {
    const { nodes } = layoutTrace([
      span({ id: 'root', takes: 100 }),
      span({ id: 'a', parent: 'root', at: 10, takes: 30 }),
      span({ id: 'b', parent: 'root', at: 20, takes: 30 }),
      span({ id: 'sticks out', parent: 'root', at: 90, takes: 50 }),
    ]);
    expect(nodes[0]?.selfNs).toBe(50e6);
  });

  it('draws a span at the top whose parent has not arrived, and says so', () => {
    const { nodes } = layoutTrace([
      span({ id: 'root' }),
      span({ id: 'orphan', parent: 'gone', at: 1, flags: 0x301 }),
    ]);
    expect(shape(nodes)).toEqual(['root', 'orphan']);
    expect(nodes[1]?.warnings[0]).toMatchObject({ kind: 'missing-parent' });
    expect(nodes[1]?.warnings[0]?.text).toContain('span gone, in another process');
  });

  it('cuts a circle of parents above its earliest span, and marks all of it', () => {
    const { nodes } = layoutTrace([
      span({ id: 'egg', parent: 'hen', at: 2 }),
      span({ id: 'chick', parent: 'egg', at: 3 }),
      span({ id: 'hen', parent: 'chick', at: 1 }),
      span({ id: 'feather', parent: 'hen', at: 4 }),
    ]);
    expect(shape(nodes)).toEqual(['hen', '  egg', '    chick', '  feather']);
    expect(nodes[0]?.warnings[0]?.text).toContain('hen → egg → chick → hen');
    expect(nodes.map((node) => node.warnings.length)).toEqual([1, 1, 1, 0]);
  });

  it('draws a span that names itself as parent at the top', () => {
    const { nodes } = layoutTrace([span({ id: 'self', parent: 'self' })]);
    expect(kinds(nodes, 'self')).toEqual(['cycle']);
  });

  it('keeps both of two spans with one id, and hangs children below the first', () => {
    const { nodes } = layoutTrace([
      span({ id: 'twin' }),
      span({ id: 'twin', at: 1 }),
      span({ id: 'child', parent: 'twin', at: 2 }),
    ]);
    expect(shape(nodes)).toEqual(['twin', '  child', 'twin']);
    expect(nodes.map((node) => node.key)).toEqual(['twin', 'child', 'twin#2']);
    expect(kinds(nodes, 'twin')).toEqual(['duplicate-id', 'duplicate-id']);
  });

  it('shows clock skew and says by how much, without moving the span', () => {
    const { nodes } = layoutTrace([
      span({ id: 'client', kind: 'CLIENT', at: 10, takes: 5 }),
      span({ id: 'server', parent: 'client', kind: 'SERVER', service: 'grocery-store', at: 2, takes: 4 }),
    ]);
    const server = nodes.find((node) => node.span.name === 'server');
    expect(server?.startNs).toBe(0);
    expect(server?.warnings).toMatchObject([{ kind: 'starts-before-parent' }]);
    expect(server?.warnings[0]?.text).toMatch(/8 ms before its parent.*not corrected/u);
  });

  it('notices a server that starts after its client was done', () => {
    const { nodes } = layoutTrace([
      span({ id: 'client', kind: 'CLIENT', takes: 5 }),
      span({ id: 'server', parent: 'client', kind: 'SERVER', service: 'grocery-store', at: 9 }),
    ]);
    expect(kinds(nodes, 'server')).toEqual(['starts-after-parent']);
  });

  it('keeps a span that ended before it started, and its negative duration', () => {
    const { nodes, durationNs } = layoutTrace([
      span({ id: 'root', takes: 20 }),
      span({ id: 'back', parent: 'root', at: 8, takes: -3 }),
    ]);
    expect(nodes[1]?.durationNs).toBe(-3e6);
    expect(kinds(nodes, 'back')).toEqual(['ends-before-start']);
    expect(barGeometry(nodes[1] as TraceNode, durationNs)).toMatchObject({ left: 0.25, backwards: true });
  });

  it('does not let a time that is not set stretch the axis', () => {
    const tree = layoutTrace([
      span({ id: 'root', takes: 20 }),
      span({ id: 'unborn', startTimeUnixNano: 0n }),
      span({ id: 'undying', endTimeUnixNano: 0n }),
    ]);
    expect(tree).toMatchObject({ startUnixNano: t0, durationNs: 20e6 });
    expect([...kinds(tree.nodes, 'unborn'), ...kinds(tree.nodes, 'undying')]).toEqual(['no-start', 'no-end']);
  });

  it('lays out a chain of 100,000 spans without running out of stack', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) =>
      span({ id: `s${index}`, parent: index === 0 ? '' : `s${index - 1}` }),
    );
    expect(layoutTrace(chain).nodes.at(-1)?.depth).toBe(99_999);
  });

  it('has no rows for no spans', () => {
    expect(layoutTrace([])).toMatchObject({ nodes: [], durationNs: 0 });
  });
});

describe('any spans at all', () => {
  it('get one row each, below their parent, none below itself', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes, roots } = layoutTrace(spans);
        expect(new Set(nodes.map((node) => node.span))).toEqual(new Set(spans));
        expect(new Set(nodes.map((node) => node.key)).size).toBe(spans.length);
        const place = new Map(nodes.map((node, index) => [node, index]));
        for (const node of nodes) {
          const { parent } = node;
          if (parent === undefined) {
            expect(roots).toContain(node);
            continue;
          }
          expect(parent.span.spanId).toBe(node.span.parentSpanId);
          expect(node.depth).toBe(parent.depth + 1);
          expect(place.get(parent) ?? Number.NaN).toBeLessThan(place.get(node) ?? Number.NaN);
        }
        expect(roots.reduce((sum, root) => sum + root.descendants + 1, 0)).toBe(spans.length);
      }),
    );
  });

  it('explain themselves whenever they stand at the top without being a root', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        for (const root of layoutTrace(spans).roots) {
          const whys = root.warnings.map((each) => each.kind);
          if (root.span.parentSpanId !== '') expect(['missing-parent', 'cycle']).toContain(whys[0]);
        }
      }),
    );
  });

  it('have bars within the axis, and no more self time than time', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const tree = layoutTrace(spans);
        for (const node of tree.nodes) {
          const bar = barGeometry(node, tree.durationNs);
          expect(bar.left).toBeGreaterThanOrEqual(0);
          expect(bar.width).toBeGreaterThanOrEqual(0);
          expect(bar.left + bar.width).toBeLessThanOrEqual(1 + 1e-9);
          expect(node.selfNs).toBeGreaterThanOrEqual(0);
          expect(node.selfNs).toBeLessThanOrEqual(Math.max(0, node.durationNs));
        }
      }),
    );
  });
});
