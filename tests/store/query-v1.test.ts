import { describe, expect, test } from 'vitest';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { attributes, resourceOf, someSpan, spanIdOf, traceIdOf } from './some-span.ts';

function storeOf(...spans: Span[]) {
  const store = createStore();
  store.ingest(spans);
  return store;
}

interface Answered {
  data: { traceID: string; spans: { spanID: string; references: { spanID: string }[] }[] }[];
  errors: unknown;
}

const store = storeOf(
  someSpan({ traceId: traceIdOf(1), name: 'open', attributes: attributes({ sold: 3n, fresh: true }) }),
  someSpan({ traceId: traceIdOf(2), status: { code: 'ERROR', message: '' } }),
  someSpan({ traceId: traceIdOf(3), resource: resourceOf('stock'), kind: 'SERVER' }),
);

describe('the older API', () => {
  test.each([
    ['service=shopper', [2, 1]],
    ['service=shopper&limit=1', [2]],
    ['service=shopper&operation=open', [1]],
    ['service=shopper&tags={"sold":"3"}', [1]],
    ['service=shopper&tag=sold:3&tag=fresh:true', [1]],
    ['service=shopper&tag=sold:3&tag=fresh:no', []],
    ['service=shopper&tags={"error":"true"}', [2]],
    ['service=shopper&minDuration=1s', []],
    ['service=shopper&start=1700000000000001', []],
    ['traceID=3&traceID=1', [3, 1]],
  ])('finds traces by %s', (search, numbers) => {
    const { data } = store.query(`/api/traces?${search}`).body as Answered;
    expect(data.map(({ traceID }) => Number(traceID))).toEqual(numbers);
  });

  test('says which of the traces it was asked for are not there', () => {
    const { data, errors } = store.query('/api/traces?traceID=1&traceID=9').body as Answered;
    expect(data).toHaveLength(1);
    expect(errors).toEqual([{ msg: 'trace not found', traceID: '0000000000000009' }]);
  });

  test('lists operations with their kinds, and names alone', () => {
    expect(store.query('/api/operations?service=stock&spanKind=server').body).toMatchObject({
      data: [{ name: 'fetch', spanKind: 'server' }],
      total: 1,
    });
    expect(store.query('/api/services/shopper/operations').body).toMatchObject({ data: ['open', 'fetch'] });
    expect(store.query('/api/operations').status).toBe(400);
  });

  test('hangs a server that shares its client’s id from that client', () => {
    const shared = storeOf(
      someSpan({ spanId: spanIdOf(7) }),
      someSpan({ spanId: spanIdOf(7), kind: 'SERVER' }),
      someSpan({ spanId: spanIdOf(8), parentSpanId: spanIdOf(7), kind: 'INTERNAL' }),
    );
    const { data } = shared.query('/api/traces/1').body as Answered;
    expect(data[0]?.spans.map(({ spanID, references }) => [spanID, references[0]?.spanID])).toEqual([
      [spanIdOf(7), undefined],
      [spanIdOf(1), spanIdOf(7)],
      [spanIdOf(8), spanIdOf(1)],
    ]);
  });
});
