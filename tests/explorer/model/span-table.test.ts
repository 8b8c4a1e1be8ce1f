import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpanTable } from '../../../src/explorer/model/span-table.ts';
import { anySpan, span } from './any-spans.ts';

describe('a table of spans', () => {
  it('gives back any span as it was added, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { minLength: 1, maxLength: 12 }), (spans) => {
        const table = createSpanTable();
        const numbers = spans.map((each) => table.add(each));
        expect(numbers).toEqual(spans.map((_, index) => index));
        expect(numbers.map((number) => table.span(number))).toEqual(spans);
      }),
    );
  });

  it('knows the spans of each trace, in the order of their arrival', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'a', 'b', 'c')), (traceIds) => {
        const table = createSpanTable();
        for (const traceId of traceIds) table.add(span({ id: 'x', traceId }));
        for (const traceId of traceIds) {
          const trace = table.traces.find(traceId) ?? Number.NaN;
          expect([...table.traces.spans(trace)]).toEqual(
            [...traceIds.keys()].filter((index) => traceIds[index] === traceId),
          );
        }
      }),
    );
  });

  it('keeps equal resources and scopes once, and gives their spans one object', () => {
    const table = createSpanTable();
    const make = (service: string, value: number) =>
      span({
        id: 'x',
        service,
        scope: { name: 'shop', version: '1', attributes: [{ key: 'a', value: [value, null] }] },
      });
    for (const each of [make('till', 1), make('till', 1), make('store', 1), make('till', -0)])
      table.add(each);
    const [a, b, c, d] = [0, 1, 2, 3].map((number) => table.span(number));
    expect(a?.resource).toBe(b?.resource);
    expect(a?.scope).toBe(c?.scope);
    expect(a?.resource).not.toEqual(c?.resource);
    expect(d?.scope.attributes[0]?.value).toEqual([-0, null]);
    expect(table.attributes.resource.length).toBe(2);
  });

  it('knows a trace that only a link speaks of, without spans', () => {
    const table = createSpanTable();
    table.add(
      span({
        id: 'x',
        links: [{ traceId: 'other', spanId: 'ab'.repeat(8), traceState: '', attributes: [] }],
      }),
    );
    const other = table.traces.find('other') ?? Number.NaN;
    expect(table.traces.size(other)).toBe(0);
    expect(table.links.length).toBe(1);
    expect([table.links.span[0], table.links.trace[0]]).toEqual([0, other]);
  });

  it('says what it takes: ever more, and little for what it has seen', () => {
    const table = createSpanTable();
    const empty = table.bytes;
    table.add(span({ id: 'x', attributes: [{ key: 'text', value: 'long '.repeat(1_000) }] }));
    const one = table.bytes;
    expect(one - empty).toBeGreaterThan(10_000);
    table.add(span({ id: 'y', attributes: [{ key: 'text', value: 'long '.repeat(1_000) }] }));
    expect(table.bytes - one).toBeLessThan(1_000);
  });

  it('does not hold on to what bytes were a part of', () => {
    const all = new Uint8Array(1_000_000);
    const table = createSpanTable();
    table.add(span({ id: 'x', attributes: [{ key: 'part', value: all.subarray(10, 12) }] }));
    const value = table.span(0).attributes[0]?.value;
    expect(value instanceof Uint8Array && value.buffer.byteLength).toBe(2);
  });

  it('has no span of a number it did not give out', () => {
    expect(() => createSpanTable().span(0)).toThrow(new RangeError('there is no span 0, of 0'));
  });
});
