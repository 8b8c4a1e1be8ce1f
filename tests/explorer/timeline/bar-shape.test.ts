import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { barShape, childStretches, stretchesIn, stripes } from '../../../src/explorer/timeline/bar-shape.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

const ms = 1e6;

function family(children: readonly { at: number; takes: number }[], takes = 100) {
  const parentSpanId = 'f'.repeat(16);
  return columnsOf([
    makeSpan({ service: 'shop', name: 'parent', spanId: parentSpanId, at: 0, takes }),
    ...children.map((child, n) =>
      makeSpan({
        service: 'shop',
        name: 'child',
        spanId: String(n + 1).padStart(16, '0'),
        parentSpanId,
        ...child,
      }),
    ),
  ]);
}

describe('a bar', () => {
  const columns = family([{ at: 20, takes: 30 }]);

  test('lies where the span does, in the part that is drawn', () => {
    expect(barShape(columns, 1, { fromNs: 0, toNs: 100 * ms })).toMatchObject({ left: 0.2, width: 0.3 });
    const cut = barShape(columns, 1, { fromNs: 30 * ms, toNs: 40 * ms });
    expect(cut).toMatchObject({ left: 0, width: 1, cutLeft: true, cutRight: true, outside: undefined });
  });

  test('says to which side it lies when none of it is drawn', () => {
    expect(barShape(columns, 1, { fromNs: 60 * ms, toNs: 70 * ms }).outside).toBe('left');
    expect(barShape(columns, 1, { fromNs: 0, toNs: 10 * ms }).outside).toBe('right');
  });

  test('of a span that ends before it starts is drawn between the two', () => {
    const backwards = columnsOf([
      makeSpan({ service: 'shop', name: 'root', spanId: '1'.repeat(16), at: 0, takes: 100 }),
      makeSpan({ service: 'shop', name: 'odd', spanId: '2'.repeat(16), at: 50, takes: -20 }),
    ]);
    const odd = backwards.names.indexOf('odd') === backwards.name[0] ? 0 : 1;
    expect(barShape(backwards, odd, { fromNs: 0, toNs: 100 * ms })).toMatchObject({
      left: 0.3,
      width: 0.2,
      backwards: true,
    });
  });
});

describe('where children ran', () => {
  const whole = { fromNs: 0, toNs: 100 * ms };
  const stretchesOf = (children: readonly { at: number; takes: number }[], part = whole) => {
    const columns = family(children);
    return childStretches(columns, 0, barShape(columns, 0, part), part, 0.001);
  };

  test('is joined where they overlap, and cut at the bar', () => {
    expect(
      stretchesOf([
        { at: 10, takes: 20 },
        { at: 20, takes: 20 },
        { at: 60, takes: 30 },
      ]),
    ).toEqual([
      [0.1, 0.4],
      [0.6, 0.9],
    ]);
  });

  test('is a fraction of the part of the bar that is drawn', () => {
    expect(stretchesOf([{ at: 10, takes: 50 }], { fromNs: 50 * ms, toNs: 100 * ms })).toEqual([[0, 0.2]]);
  });

  test('is never finer than can be drawn, and always in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(100), takes: fc.nat(30) }), { maxLength: 60 }),
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        (children, finest) => {
          const columns = family(children);
          const stretches = childStretches(columns, 0, barShape(columns, 0, whole), whole, finest);
          expect(stretches.length).toBeLessThanOrEqual(Math.ceil(1 / finest) + 1);
          stretches.forEach(([from, to], at) => {
            expect(from).toBeGreaterThanOrEqual(at === 0 ? 0 : (stretches[at - 1]?.[1] ?? 0));
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });
});

test('sections of the critical path are cut at the edges of the axis', () => {
  const part = { fromNs: 10, toNs: 20 };
  expect(
    stretchesIn(
      [
        { fromNs: 0, toNs: 5 },
        { fromNs: 8, toNs: 15 },
      ],
      part,
      0.001,
    ),
  ).toEqual([[0, 0.5]]);
});

test('sections of the critical path are never finer than can be drawn, and cover what they did', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.nat(20), takes: fc.integer({ min: 1, max: 30 }) }), { maxLength: 80 }),
      fc.double({ min: 0.01, max: 0.2, noNaN: true }),
      (pieces, finest) => {
        let at = 0;
        const sections = pieces.map(({ gap, takes }) => {
          const fromNs = at + gap;
          at = fromNs + takes;
          return { fromNs, toNs: at };
        });
        const part = { fromNs: 0, toNs: 1000 };
        const stretches = stretchesIn(sections, part, finest);
        expect(stretches.length).toBeLessThanOrEqual(Math.ceil(1 / finest) + 1);
        for (const { fromNs } of sections.filter((each) => each.fromNs <= part.toNs)) {
          expect(stretches.some(([from, to]) => from <= fromNs / 1000 && fromNs / 1000 <= to)).toBe(true);
        }
      },
    ),
  );
});

test('stripes have hard edges', () => {
  expect(stripes([[0.25, 0.5]], 'pale', 'solid')).toBe(
    'linear-gradient(90deg,solid 0% 25%,pale 25% 50%,solid 50% 100%)',
  );
  expect(stripes([[0, 1]], 'pale', 'solid')).toBe('linear-gradient(90deg,pale 0% 100%)');
});
