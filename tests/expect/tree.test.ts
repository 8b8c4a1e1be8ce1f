import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growForest, type TreeNode } from '../../sandbox/expect/tree.ts';
import { someSpan, someTime, spanIdOf } from '../store/some-span.ts';
import { spansOf, trip } from './some-trees.ts';

function drawn(nodes: readonly TreeNode[]): unknown[] {
  return nodes.map(({ span, children }) =>
    children.length === 0 ? span.name : [span.name, ...drawn(children)],
  );
}

describe('a forest', () => {
  test('is the same in whatever order its spans come', () => {
    const forest = growForest(spansOf(trip, { name: 'other' }).toReversed());
    expect(drawn(forest.roots)).toEqual([
      ['going to the grocery store', ['GET', ['GET /', 'welcome message']]],
      'other',
    ]);
    expect(forest.traceCount).toBe(2);
  });

  test('keeps the first of spans with the same ids', () => {
    const spans = spansOf(trip);
    const forest = growForest([...spans, ...spans.map((span) => ({ ...span, name: 'again' }))]);
    expect(forest.nodes).toHaveLength(4);
    expect(forest.duplicates).toBe(4);
    expect(drawn(forest.roots)).toEqual([
      ['going to the grocery store', ['GET', ['GET /', 'welcome message']]],
    ]);
  });

  test('sets orphans apart, with what is below them', () => {
    const forest = growForest(spansOf({ name: 'a', orphan: true, children: [{ name: 'b' }] }));
    expect(forest.roots).toEqual([]);
    expect(forest.strays.map(({ place }) => place)).toEqual(['orphan']);
    expect(drawn(forest.strays)).toEqual([['a', 'b']]);
  });

  test('takes a parent of the same trace only', () => {
    const [a] = spansOf({ name: 'a' });
    const b = someSpan({
      name: 'b',
      traceId: 'f'.repeat(32),
      spanId: spanIdOf(2),
      parentSpanId: a?.spanId ?? '',
    });
    expect(growForest([...(a ? [a] : []), b]).strays.map(({ span }) => span.name)).toEqual(['b']);
  });

  test('cuts a circle at its earliest span', () => {
    const inCircle = (name: string, id: number, parent: number) =>
      someSpan({
        name,
        spanId: spanIdOf(id),
        parentSpanId: spanIdOf(parent),
        startTimeUnixNano: someTime + BigInt(id),
      });
    const forest = growForest([
      inCircle('c', 3, 2),
      inCircle('b', 2, 1),
      inCircle('a', 1, 3),
      inCircle('d', 4, 3),
    ]);
    expect(forest.strays.map(({ place }) => place)).toEqual(['cycle']);
    expect(drawn(forest.strays)).toEqual([['a', ['b', ['c', 'd']]]]);
    expect(drawn(growForest([inCircle('self', 7, 7)]).strays)).toEqual(['self']);
  });

  test('has a place for every span, whatever parents they name', () => {
    const parents = fc.array(fc.nat({ max: 12 }), { maxLength: 10 });
    fc.assert(
      fc.property(parents, (list) => {
        const spans = list.map((parent, i) =>
          someSpan({ spanId: spanIdOf(i + 1), parentSpanId: parent === 0 ? '' : spanIdOf(parent) }),
        );
        const { roots, strays, nodes } = growForest(spans);
        let seen = 0;
        const open = [...roots, ...strays];
        for (const node of open) {
          seen += 1;
          open.push(...node.children);
        }
        expect(seen).toBe(nodes.length);
        expect(nodes.length).toBe(spans.length);
      }),
    );
  });
});
