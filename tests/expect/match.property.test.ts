import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { align } from '../../sandbox/expect/align.ts';
import { evaluate } from '../../sandbox/expect/evaluate.ts';
import { createMatcher } from '../../sandbox/expect/match.ts';
import { growForest } from '../../sandbox/expect/tree.ts';
import type { Check, SpanExpectation } from '../../sandbox/schemas/expectation.ts';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { spansOf, type Tree } from './some-trees.ts';

// Few names, so that siblings are often alike and the matcher has to choose.
const name = fc.constantFrom('a', 'b', 'c');
const service = fc.constantFrom('shopper', 'grocery-store');
const treeOf = (depth: number): fc.Arbitrary<Tree> =>
  fc.record({
    name,
    service,
    kind: fc.constantFrom('INTERNAL', 'CLIENT', 'SERVER'),
    children: depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 3 }),
  });
const tree = treeOf(3);
const trees = fc.array(tree, { minLength: 1, maxLength: 3 });

/** What a tree must be expected to be when all of it is written down. */
function expectationOf({ name, service, kind, children = [] }: Tree): SpanExpectation {
  return { name, service, kind, children: children.map(expectationOf) };
}

function checkOf(grown: Tree[]): Check {
  return { check: 'all of it', read: 'store', extra: 'forbid', spans: grown.map(expectationOf) };
}

function resultOf(check: Check, stored: Span[]) {
  const [result] = evaluate({ checks: [check] }, { stored, printed: [], stdout: [], exchanges: [] });
  if (result === undefined) throw new Error('one check has one result');
  return result;
}

// On a busy machine hundreds of runs take their time; none of these tests is about speed.
vi.setConfig({ testTimeout: 60_000 });

const shuffled = (spans: Span[]) => fc.shuffledSubarray(spans, { minLength: spans.length });

describe('a tree and the expectation written from it', () => {
  test('match in whatever order spans arrive, and however often', () => {
    const arrival = trees.chain((grown) => {
      const spans = spansOf(...grown);
      const again = fc.subarray(spans);
      return fc.tuple(fc.constant(grown), shuffled(spans), again);
    });
    fc.assert(
      fc.property(arrival, ([grown, spans, again]) => {
        expect(resultOf(checkOf(grown), [...spans, ...again]).reasons).toEqual([]);
      }),
    );
  });

  test('match in whatever order an author writes siblings', () => {
    const written = trees.chain((grown) =>
      fc.tuple(fc.constant(grown), fc.shuffledSubarray(grown, { minLength: grown.length })),
    );
    fc.assert(
      fc.property(written, ([grown, order]) => {
        expect(resultOf(checkOf(order), spansOf(...grown)).ok).toBe(true);
      }),
    );
  });

  test('do not match when any span is missing, and the miss is explained', () => {
    const lost = trees.chain((grown) => {
      const spans = spansOf(...grown);
      return fc.tuple(fc.constant(grown), fc.constant(spans), fc.nat({ max: spans.length - 1 }));
    });
    fc.assert(
      fc.property(lost, ([grown, spans, missing]) => {
        const check: Check = { ...checkOf(grown), extra: 'allow' };
        const result = resultOf(check, spans.toSpliced(missing, 1));
        expect(result.ok).toBe(false);
        expect(result.reasons.length).toBeGreaterThan(0);
        expect(result.reasons).not.toContain('The spans do not form the expected trees.');
        expect(result.diff).toMatch(/^[-~>]/mu);
      }),
    );
  });

  test('do not match when a span came that nobody expected', () => {
    fc.assert(
      fc.property(trees, tree, (grown, more) => {
        expect(resultOf(checkOf(grown), spansOf(...grown, more)).ok).toBe(false);
      }),
    );
  });
});

test('an explanation never names an id', () => {
  fc.assert(
    fc.property(trees, trees, (grown, other) => {
      const { reasons, diff } = resultOf(checkOf(grown), spansOf(...other));
      expect([...reasons, diff].join('\n')).not.toMatch(/[0-9a-f]{16}/u);
    }),
  );
});

test('every expectation is laid beside at most one span, and every span has one row', () => {
  fc.assert(
    fc.property(trees, trees, (grown, other) => {
      const forest = growForest(spansOf(...other));
      const rows = align(grown.map(expectationOf), forest).flatMap(function flat(row): (typeof row)[] {
        return [row, ...row.children.flatMap(flat)];
      });
      const nodes = rows.flatMap(({ node }) => (node ? [node] : []));
      expect(new Set(nodes).size).toBe(nodes.length);
      expect(nodes.length).toBe(forest.nodes.length);
    }),
  );
});

describe('hard cases stay bounded', () => {
  const alike = (width: number, depth: number): Tree => ({
    name: 'a',
    children: depth === 0 ? [] : Array.from({ length: width }, () => alike(width, depth - 1)),
  });
  const any = (width: number, depth: number): SpanExpectation => ({
    name: '/./',
    children: depth === 0 ? [] : Array.from({ length: width }, () => any(width, depth - 1)),
  });

  test('alike siblings of alike siblings, one of which is short of a span', () => {
    const spans = spansOf(alike(6, 3));
    const check: Check = { check: 'c', read: 'store', extra: 'allow', spans: [any(6, 3)] };
    expect(resultOf(check, spans).ok).toBe(true);
    expect(resultOf(check, spans.slice(0, -1)).reasons).toEqual([
      '"a" has no child span like /./; there are "a" (5 times).',
    ]);
  });

  test('many thousand spans, in one chain or side by side', () => {
    const [first] = spansOf({ name: 'a' });
    if (first === undefined) throw new Error('a tree has a span');
    const id = (i: number) => i.toString(16).padStart(16, '0');
    const chain = Array.from({ length: 30_000 }, (_, i) => ({
      ...first,
      spanId: id(i + 1),
      parentSpanId: i === 0 ? '' : id(i),
    }));
    const row = chain.map((span) => ({ ...span, parentSpanId: '' }));
    const missing: SpanExpectation = { name: 'b', children: [{ name: 'c' }] };
    const check: Check = { check: 'c', read: 'store', extra: 'forbid', spans: [{ name: 'a' }, missing] };
    expect(resultOf(check, chain).ok).toBe(false);
    expect(resultOf(check, row).ok).toBe(false);
    expect(resultOf({ ...check, spans: [{ name: 'a', count: { min: 20_000 } }] }, row).ok).toBe(true);
  });
});

test('the matcher finds an arrangement whenever there is one', () => {
  // Random pattern sets over few names, held to a search that tries every arrangement.
  const pattern = fc.record({
    name: fc.constantFrom('a', 'b', '/a|b/', '/./'),
    children: fc.constant(undefined),
  });
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 4 }), fc.array(name, { maxLength: 4 }), (patterns, names) => {
      const forest = growForest(spansOf(...names.map((each) => ({ name: each }))));
      const fits = (each: SpanExpectation, actual: string) =>
        each.name?.startsWith('/')
          ? new RegExp(each.name.slice(1, -1), 'u').test(actual)
          : each.name === actual;
      const possible = (left: SpanExpectation[], free: string[]): boolean => {
        const [first, ...rest] = left;
        if (first === undefined) return true;
        return free.some((actual, i) => fits(first, actual) && possible(rest, free.toSpliced(i, 1)));
      };
      const { met } = createMatcher(forest.find).match(patterns, forest.roots);
      expect(met).toBe(possible(patterns, names));
    }),
  );
});
