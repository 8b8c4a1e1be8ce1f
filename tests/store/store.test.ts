import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { attributes, resourceOf, someSpan, spanIdOf, traceIdOf } from './some-span.ts';

function traceOf(number: number, spans: number, fields: Partial<Span> = {}): Span[] {
  return Array.from({ length: spans }, (_, index) =>
    someSpan({ traceId: traceIdOf(number), spanId: spanIdOf(index + 1), ...fields }),
  );
}

function holds(store: ReturnType<typeof createStore>, trace: number): boolean {
  return store.query(`/api/v3/traces/${traceIdOf(trace)}`).status === 200;
}

describe('the store', () => {
  test('keeps spans as they came', () => {
    const spans = traceOf(1, 3);
    expect(createStore().ingest(spans)).toEqual({
      accepted: spans,
      rejected: 0,
      evicted: { traces: 0, spans: 0 },
    });
  });

  test('gives up the trace that arrived first, whole, and says so', () => {
    const store = createStore({ maxSpans: 5 });
    store.ingest([...traceOf(1, 2), ...traceOf(2, 3)]);
    expect(store.ingest(traceOf(3, 1)).evicted).toEqual({ traces: 1, spans: 2 });
    expect([1, 2, 3].map((trace) => holds(store, trace))).toEqual([false, true, true]);
    expect(store.size).toBe(4);
  });

  test('does not give up the trace a span is of, but the next one', () => {
    const store = createStore({ maxSpans: 4 });
    store.ingest([...traceOf(1, 2), ...traceOf(2, 1), ...traceOf(3, 1)]);
    expect(store.ingest(traceOf(1, 1, { spanId: spanIdOf(9) })).evicted).toEqual({ traces: 1, spans: 1 });
    expect([1, 2, 3].map((trace) => holds(store, trace))).toEqual([true, false, true]);
  });

  test('rejects spans of a trace that fills it alone', () => {
    const store = createStore({ maxSpans: 3 });
    const result = store.ingest(traceOf(1, 5));
    expect(result).toMatchObject({ rejected: 2, evicted: { traces: 0, spans: 0 } });
    expect(result.accepted).toHaveLength(3);
  });

  test('forgets services and operations with their last span', () => {
    const store = createStore({ maxSpans: 2 });
    store.ingest([someSpan({ resource: resourceOf('gone') })]);
    store.ingest([...traceOf(2, 1), ...traceOf(3, 1)]);
    expect(store.query('/api/v3/services').body).toEqual({ services: ['shopper'] });
    expect(store.query('/api/v3/operations?service=gone').body).toEqual({ operations: [] });
  });

  test('gives up the oldest traces when the spans take too much memory, however few they are', () => {
    const store = createStore({ maxBytes: 10_000 });
    const large = (number: number) =>
      traceOf(number, 1, { attributes: attributes({ note: 'x'.repeat(2_000) }) });
    store.ingest([...large(1), ...large(2)]);
    expect(store.ingest(large(3)).evicted).toEqual({ traces: 1, spans: 1 });
    expect([1, 2, 3].map((trace) => holds(store, trace))).toEqual([false, true, true]);
    expect(store.bytes).toBeLessThanOrEqual(10_000);
  });

  test('gives up nothing for a span that is too large to be kept at all', () => {
    const store = createStore({ maxBytes: 10_000 });
    store.ingest(traceOf(1, 2));
    const resource = { attributes: attributes({ note: 'x'.repeat(6_000) }) };
    expect(store.ingest(traceOf(2, 1, { resource }))).toMatchObject({
      rejected: 1,
      evicted: { traces: 0, spans: 0 },
    });
    expect(store.size).toBe(2);
  });

  test('counts a resource that spans share once, for as long as one of them is there', () => {
    const resource = { attributes: attributes({ note: 'x'.repeat(3_000) }) };
    const store = createStore({ maxSpans: 4 });
    store.ingest([...traceOf(1, 2, { resource }), ...traceOf(2, 2, { resource })]);
    expect(store.bytes).toBeGreaterThan(6_000);
    expect(store.bytes).toBeLessThan(9_000);
    store.ingest(traceOf(3, 2));
    expect(store.bytes).toBeGreaterThan(6_000);
    store.ingest(traceOf(4, 2));
    expect(store.bytes).toBeLessThan(3_000);
  });

  test('can be emptied', () => {
    const store = createStore();
    store.ingest(traceOf(1, 2));
    store.clear();
    expect(store.size).toBe(0);
    expect(store.query('/api/v3/services')).toEqual({ status: 200, body: {} });
  });

  test('wants a bound it can keep', () => {
    expect(() => createStore({ maxSpans: 0 })).toThrow('maxSpans is 0, expected a whole number above 0');
  });

  test('never holds more than its bound, and accounts for every span', () => {
    const batch = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('shopper', 'grocery-store')),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(batch, { maxLength: 12 }),
        (maxSpans, batches) => {
          const store = createStore({ maxSpans });
          let held = 0;
          for (const each of batches) {
            const spans = each.map(([trace, service]) =>
              someSpan({ traceId: traceIdOf(trace), resource: resourceOf(service) }),
            );
            const { accepted, rejected, evicted } = store.ingest(spans);
            expect(accepted.length + rejected).toBe(spans.length);
            held += accepted.length - evicted.spans;
            expect(store.size).toBe(held);
            expect(store.size).toBeLessThanOrEqual(maxSpans);
          }
          expect(spansFound(store)).toBe(held);
        },
      ),
    );
  });

  test('gives up thousands of traces in the order they came', () => {
    const store = createStore({ maxSpans: 1_000 });
    const spans = Array.from({ length: 5_000 }, (_, index) => someSpan({ traceId: traceIdOf(index + 1) }));
    expect(store.ingest(spans).evicted).toEqual({ traces: 4_000, spans: 4_000 });
    expect([4_000, 4_001, 5_000].map((trace) => holds(store, trace))).toEqual([false, true, true]);
  });
});

function spansFound(store: ReturnType<typeof createStore>): number {
  return [1, 2, 3, 4, 5, 6]
    .map((trace) => store.query(`/api/v3/traces/${traceIdOf(trace)}?raw_traces=true`))
    .reduce((sum, { body }) => sum + (JSON.stringify(body).match(/"spanId"/gu)?.length ?? 0), 0);
}
