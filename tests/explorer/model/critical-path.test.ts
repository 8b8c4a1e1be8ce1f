import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { criticalPath } from '../../../src/explorer/model/critical-path.ts';
import { anySpans, span } from './any-spans.ts';

/** `name from–to`, in milliseconds. */
function pathOf(spans: Span[]): string[] {
  const columns = columnsOf(spans);
  return criticalPath(columns).map(
    ({ row, fromNs, toNs }) => `${columns.names[columns.name[row] ?? -1]} ${fromNs / 1e6}–${toNs / 1e6}`,
  );
}

describe('the critical path', () => {
  it('is the root alone when it has no children', () => {
    expect(pathOf([span({ id: 'root', takes: 20 })])).toEqual(['root 0–20']);
  });

  it('goes through children one after the other, and the root’s own time between them', () => {
    expect(
      pathOf([
        span({ id: 'root', takes: 100 }),
        span({ id: 'a', parent: 'root', at: 10, takes: 30 }),
        span({ id: 'b', parent: 'root', at: 50, takes: 40 }),
      ]),
    ).toEqual(['root 0–10', 'a 10–40', 'root 40–50', 'b 50–90', 'root 90–100']);
  });

  it('takes the child that finished last, and before it only what was done when that began', () => {
    expect(
      pathOf([
        span({ id: 'root', takes: 100 }),
        span({ id: 'done', parent: 'root', at: 5, takes: 25 }),
        span({ id: 'overlaps', parent: 'root', at: 20, takes: 40 }),
        span({ id: 'last', parent: 'root', at: 40, takes: 50 }),
      ]),
    ).toEqual(['root 0–5', 'done 5–30', 'root 30–40', 'last 40–90', 'root 90–100']);
  });

  it('follows grandchildren', () => {
    expect(
      pathOf([
        span({ id: 'root', takes: 30 }),
        span({ id: 'child', parent: 'root', at: 5, takes: 20 }),
        span({ id: 'grandchild', parent: 'child', at: 10, takes: 10 }),
      ]),
    ).toEqual(['root 0–5', 'child 5–10', 'grandchild 10–20', 'child 20–25', 'root 25–30']);
  });

  it('cuts a child that outlives its parent, and all below it, at the parent’s end', () => {
    expect(
      pathOf([
        span({ id: 'root', takes: 30 }),
        span({ id: 'child', parent: 'root', at: 10, takes: 50 }),
        span({ id: 'grandchild', parent: 'child', at: 20, takes: 30 }),
      ]),
    ).toEqual(['root 0–10', 'child 10–20', 'grandchild 20–30']);
  });

  it('leaves out children outside of their parent', () => {
    expect(
      pathOf([
        span({ id: 'root', at: 10, takes: 10 }),
        span({ id: 'before', parent: 'root', at: 0, takes: 5 }),
        span({ id: 'after', parent: 'root', at: 30, takes: 5 }),
        span({ id: 'starts early', parent: 'root', at: 5, takes: 8 }),
      ]),
    ).toEqual(['starts early 10–13', 'root 13–20']);
  });

  it('takes the longest of those that finish together', () => {
    expect(
      pathOf([
        span({ id: 'root', takes: 30 }),
        span({ id: 'short', parent: 'root', at: 20, takes: 10 }),
        span({ id: 'long', parent: 'root', at: 5, takes: 25 }),
      ]),
    ).toEqual(['root 0–5', 'long 5–30']);
  });

  it('is that of the longest root, and of a span without its parent only when there is no root', () => {
    const orphan = span({ id: 'orphan', parent: 'gone', takes: 90 });
    expect(pathOf([orphan, span({ id: 'short', takes: 5 }), span({ id: 'long', takes: 10 })])).toEqual([
      'long 0–10',
    ]);
    expect(pathOf([orphan])).toEqual(['orphan 0–90']);
  });

  it('is found in a chain of 100,000 spans and below a root with as many children', () => {
    const hex = (number: number): string => number.toString(16).padStart(16, '0');
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      ...span({ id: 'n', at: index, takes: 200_000 - 2 * index }),
      spanId: hex(index + 1),
    }));
    const chain = many.map((each, index) => ({ ...each, parentSpanId: index === 0 ? '' : hex(index) }));
    expect(criticalPath(columnsOf(chain))).toHaveLength(199_999);
    const wide = many.map((each, index) => ({ ...each, parentSpanId: index === 0 ? '' : hex(1) }));
    expect(criticalPath(columnsOf(wide)).at(-1)?.row).toBe(0);
  });

  it('lies within the root, does not overlap, and leaves no gap, whatever the spans', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const columns = columnsOf(spans);
        const path = criticalPath(columns);
        for (const { row, fromNs, toNs } of path) {
          expect(toNs).toBeGreaterThan(fromNs);
          expect(fromNs).toBeGreaterThanOrEqual(columns.startNs[row] ?? Number.NaN);
          expect(toNs).toBeLessThanOrEqual((columns.startNs[row] ?? 0) + (columns.durationNs[row] ?? 0));
        }
        for (const [index, section] of path.entries()) {
          if (index > 0) expect(section.fromNs).toBe(path[index - 1]?.toNs);
        }
        let root = path[0]?.row ?? -1;
        for (let up = root; up >= 0; up = columns.parent[up] ?? -1) root = up;
        const sum = path.reduce((total, { fromNs, toNs }) => total + toNs - fromNs, 0);
        if (root >= 0) expect(sum).toBe(columns.durationNs[root]);
      }),
    );
  });
});
