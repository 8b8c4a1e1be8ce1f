import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { spansFromJson } from '../../sandbox/store/otlp/decode-json.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { arbitraryResource, arbitraryScope, arbitrarySpan } from './arbitrary-span.ts';
import { attributes, resourceOf, someSpan, someTime, spanIdOf, traceIdOf } from './some-span.ts';

function storeOf(...spans: Span[]) {
  const store = createStore();
  store.ingest(spans);
  return store;
}

const millisecond = 1_000_000n;
const window = 'query.start_time_min=2023-11-14T22:13:00Z&query.start_time_max=2023-11-14T22:14:00Z';

/** Three traces, the last one of two services. */
const store = storeOf(
  someSpan({ traceId: traceIdOf(1), name: 'open', attributes: attributes({ 'http.status_code': 200n }) }),
  someSpan({
    traceId: traceIdOf(2),
    startTimeUnixNano: someTime + 10_000n * millisecond,
    endTimeUnixNano: someTime + 10_200n * millisecond,
    status: { code: 'ERROR', message: '' },
    events: [
      { name: 'exception', timeUnixNano: someTime, attributes: attributes({ 'exception.type': 'Error' }) },
    ],
  }),
  someSpan({ traceId: traceIdOf(3), kind: 'INTERNAL' }),
  someSpan({
    traceId: traceIdOf(3),
    spanId: spanIdOf(2),
    parentSpanId: spanIdOf(1),
    name: 'GET /',
    kind: 'SERVER',
    resource: resourceOf('grocery-store'),
    scope: { name: '', version: '', attributes: attributes({ library: 'hono' }) },
  }),
);

/** The traces a search finds, by number, in the order they are found. */
function found(search: string): number[] | unknown {
  const { status, body } = store.query(`/api/v3/traces?${search}`);
  if (status !== 200) return body;
  const ids = spansFromJson((body as { result: unknown }).result).map(({ traceId }) => Number(traceId));
  return [...new Set(ids)];
}

const notFound = { error: { httpCode: 404, message: 'No traces found' } };

describe('/api/v3', () => {
  test('lists services and operations', () => {
    expect(store.query('/api/v3/services').body).toEqual({ services: ['grocery-store', 'shopper'] });
    expect(store.query('/api/v3/operations?service=shopper').body).toEqual({
      operations: [
        { name: 'open', spanKind: 'client' },
        { name: 'fetch', spanKind: 'internal' },
        { name: 'fetch', spanKind: 'client' },
      ],
    });
    expect(store.query('/api/v3/operations?service=shopper&span_kind=internal').body).toEqual({
      operations: [{ name: 'fetch', spanKind: 'internal' }],
    });
    expect(store.query('/api/v3/operations?service=nobody').body).toEqual({ operations: [] });
  });

  test.each([
    ['every service, the newest trace first', '', [3, 2, 1]],
    ['a service', 'query.service_name=grocery-store', [3]],
    ['a service nobody has', 'query.service_name=nobody', notFound],
    ['an operation', 'query.service_name=shopper&query.operation_name=open', [1]],
    ['an operation of another service', 'query.service_name=shopper&query.operation_name=GET%20/', notFound],
    ['at least a duration', 'query.duration_min=100ms', [2]],
    ['at most a duration', 'query.duration_max=0.1s', [3, 1]],
    ['a duration, bounds included', 'query.duration_min=200ms&query.duration_max=200ms', [2]],
    ['an attribute of a span, as text', 'query.attributes={"http.status_code":"200"}', [1]],
    ['an attribute of a resource', 'query.attributes={"service.name":"grocery-store"}', [3]],
    ['an attribute of a scope', 'query.attributes={"library":"hono"}', [3]],
    ['an attribute of an event', 'query.attributes={"exception.type":"Error"}', [2]],
    ['errors', 'query.attributes={"error":"true"}', [2]],
    ['several attributes, all of one span', 'query.attributes={"error":"true","library":"hono"}', notFound],
    ['so many traces', 'query.search_depth=2', [3, 2]],
    ['so many traces, by the older name', 'query.num_traces=1', [3]],
  ])('finds traces by %s', (_what, search, expected) => {
    expect(found(`${window}&${search}`)).toEqual(expected);
  });

  test('finds traces by the time their spans start', () => {
    const from = (min: string, max: string) =>
      found(`query.start_time_min=${min}&query.start_time_max=${max}`);
    expect(from('2023-11-14T22:13:30Z', '2023-11-14T22:13:30Z')).toEqual([2]);
    expect(from('2023-11-14T22:13:30.000000001Z', '2023-11-14T22:13:40Z')).toEqual(notFound);
    expect(from('2023-11-15T00:13:20%2B02:00', '2023-11-14T17:13:20-05:00')).toEqual([3, 1]);
  });

  test.each([
    ['', 'query.start_time_min and query.start_time_max are required'],
    [
      'query.start_time_min=yesterday&query.start_time_max=2023-11-14T22:14:00Z',
      'malformed parameter query.start_time_min: found "yesterday", expected an RFC 3339 time such as 2026-11-21T10:00:00Z',
    ],
    [
      `${window}&query.duration_min=5`,
      'malformed parameter query.duration_min: found "5", expected a duration such as 20ms or 1.5s',
    ],
    [
      `${window}&query.search_depth=few`,
      'malformed parameter query.search_depth: found "few", expected a whole number of traces',
    ],
    [
      `${window}&query.attributes=error`,
      'malformed parameter query.attributes: found "error", expected a JSON object of strings such as {"http.route":"/"}',
    ],
    [
      `${window}&query.raw_traces=maybe`,
      'malformed parameter query.raw_traces: found "maybe", expected true or false',
    ],
  ])('a search for %s is refused', (search, message) => {
    expect(store.query(`/api/v3/traces?${search}`)).toEqual({
      status: 400,
      body: { error: { httpCode: 400, message } },
    });
  });

  test('a search for no traces is refused as Jaeger’s storage refuses it', () => {
    expect(store.query(`/api/v3/traces?${window}&query.search_depth=-1`)).toEqual({
      status: 500,
      body: {
        error: {
          httpCode: 500,
          message:
            'search depth must be greater than 0 and less than max traces: found -1, expected 1 to 100000',
        },
      },
    });
  });

  test('gives a trace as OTLP, and what Jaeger has to say about it as an attribute', () => {
    const orphan = someSpan({ parentSpanId: spanIdOf(7), attributes: attributes({ b: 'B', a: 'A' }) });
    const { body } = storeOf(orphan).query('/api/v3/traces/1');
    expect(spansFromJson((body as { result: unknown }).result)).toEqual([
      {
        ...orphan,
        attributes: attributes({
          a: 'A',
          b: 'B',
          '@jaeger@warnings': [
            'parent span ID=0000000000000007 is not in the trace; skipping clock skew adjustment',
          ],
        }),
      },
    ]);
  });

  test('a span that ends before it starts is said to end 1 ns after', () => {
    const { body } = storeOf(someSpan({ endTimeUnixNano: someTime - 1n })).query('/api/v3/traces/1');
    const [span] = spansFromJson((body as { result: unknown }).result);
    expect(span?.endTimeUnixNano).toBe(someTime + 1n);
    expect(JSON.stringify(body)).toContain('Negative duration detected');
  });

  test('a span that ends before it starts is found as one of 1 ns', () => {
    const backwards = storeOf(someSpan({ endTimeUnixNano: someTime - 1n }));
    const status = (bounds: string) => backwards.query(`/api/v3/traces?${window}&${bounds}`).status;
    expect(status('query.duration_min=1ns&query.duration_max=1ns')).toBe(200);
    expect(status('query.duration_min=2ns')).toBe(404);
  });

  test('an id nobody has, and one that is none', () => {
    expect(store.query('/api/v3/traces/abc')).toEqual({ status: 404, body: notFound });
    expect(store.query('/api/v3/traces/xyz').body).toEqual({
      error: {
        httpCode: 400,
        message: 'malformed parameter trace_id: found "xyz", expected up to 32 hex digits',
      },
    });
  });

  test('a path it does not have', () => {
    expect(store.query('/api/v3/trace-summaries').status).toBe(404);
  });
});

describe('the older API', () => {
  test('gives a trace with tags, logs, references and processes', () => {
    const span = someSpan({
      traceId: `${'0'.repeat(16)}${'a'.repeat(16)}`,
      parentSpanId: '',
      attributes: attributes({
        small: 5n,
        large: 2n ** 60n,
        ratio: 0.5,
        list: [1n, '<'],
        raw: new Uint8Array([1]),
      }),
      events: [{ name: 'sold', timeUnixNano: someTime, attributes: attributes({ what: 'milk' }) }],
      links: [{ traceId: traceIdOf(7), spanId: spanIdOf(8), traceState: '', attributes: [] }],
      status: { code: 'ERROR', message: 'sold out' },
    });
    expect(storeOf(span).query(`/api/traces/${'a'.repeat(16)}`)).toEqual({
      status: 200,
      body: {
        data: [
          {
            traceID: 'aaaaaaaaaaaaaaaa',
            spans: [
              {
                traceID: 'aaaaaaaaaaaaaaaa',
                spanID: '0000000000000001',
                operationName: 'fetch',
                references: [
                  { refType: 'FOLLOWS_FROM', traceID: '0000000000000007', spanID: '0000000000000008' },
                ],
                startTime: 1_700_000_000_000_000,
                duration: 5_000,
                tags: [
                  { key: 'error', type: 'bool', value: true },
                  { key: 'large', type: 'int64', value: '1152921504606846976' },
                  { key: 'list', type: 'string', value: '[1,"\\u003c"]' },
                  { key: 'otel.scope.name', type: 'string', value: 'tracing.ts' },
                  { key: 'otel.status_code', type: 'string', value: 'ERROR' },
                  { key: 'otel.status_description', type: 'string', value: 'sold out' },
                  { key: 'ratio', type: 'float64', value: 0.5 },
                  { key: 'raw', type: 'binary', value: 'AQ==' },
                  { key: 'small', type: 'int64', value: 5 },
                  { key: 'span.kind', type: 'string', value: 'client' },
                ],
                logs: [
                  {
                    timestamp: 1_700_000_000_000_000,
                    fields: [
                      { key: 'event', type: 'string', value: 'sold' },
                      { key: 'what', type: 'string', value: 'milk' },
                    ],
                  },
                ],
                processID: 'p1',
                warnings: null,
              },
            ],
            processes: { p1: { serviceName: 'shopper', tags: [] } },
            warnings: null,
          },
        ],
        total: 0,
        limit: 0,
        offset: 0,
        errors: null,
      },
    });
  });

  test('gives spans of one process one process', () => {
    const { body } = store.query(`/api/traces/${traceIdOf(3)}`);
    expect(body).toMatchObject({
      data: [{ spans: [{ processID: 'p1' }, { processID: 'p2', references: [{ refType: 'CHILD_OF' }] }] }],
    });
  });

  test('lists services, and errors in its own shape', () => {
    expect(store.query('/api/services').body).toMatchObject({ data: ['grocery-store', 'shopper'], total: 2 });
    expect(store.query('/api/traces/abc')).toEqual({
      status: 404,
      body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code: 404, msg: 'trace not found' }] },
    });
  });

  test('counts who calls whom within a time', () => {
    const links = (search: string) => store.query(`/api/dependencies?${search}`).body;
    const call = { parent: 'shopper', child: 'grocery-store', callCount: 1 };
    expect(links('endTs=1700000001000&lookback=60000')).toMatchObject({ data: [call] });
    expect(links('endTs=1700000001000&lookback=60000&service=nobody')).toMatchObject({ data: [] });
    expect(links('endTs=1700000900000&lookback=60000')).toMatchObject({ data: [] });
    expect(links('endTs=now')).toMatchObject({ data: null, errors: [{ code: 400 }] });
  });
});

describe('whatever is stored', () => {
  const ids = [1, 2, 3].map(spanIdOf);

  test('cycles, ids sent twice and unknown parents never hang or break an answer, which is plain JSON', () => {
    const tangled = arbitrarySpan({
      traceId: fc.constant(traceIdOf(1)),
      spanId: fc.constantFrom(...ids),
      parentSpanId: fc.constantFrom('', ...ids, spanIdOf(9)),
      resource: fc.oneof(fc.constant(resourceOf('shopper')), arbitraryResource),
      scope: arbitraryScope,
    });
    fc.assert(
      fc.property(fc.array(tangled, { minLength: 1, maxLength: 6 }), (spans) => {
        const tangledStore = storeOf(...spans);
        const everything =
          'query.start_time_min=1600-01-01T00:00:00Z&query.start_time_max=9999-01-01T00:00:00Z';
        for (const path of [
          '/api/v3/traces/1',
          '/api/traces/1',
          `/api/v3/traces?${everything}`,
          '/api/dependencies',
        ]) {
          const { status, body } = tangledStore.query(path);
          expect(status).toBe(200);
          expect(JSON.parse(JSON.stringify(body))).toEqual(body);
        }
      }),
    );
  });

  test('a chain of 20,000 spans is answered', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      someSpan({ spanId: spanIdOf(index + 1), parentSpanId: index === 0 ? '' : spanIdOf(index) }),
    );
    expect(storeOf(...chain).query('/api/v3/traces/1').status).toBe(200);
    expect(storeOf(...chain).query('/api/traces/1').status).toBe(200);
  });

  test('20,000 spans of one id are answered, and those alike are shown once', () => {
    const spans = Array.from({ length: 20_000 }, (_, index) =>
      someSpan({ name: `attempt ${index % 10_000}` }),
    );
    const { body } = storeOf(...spans).query('/api/v3/traces/1');
    expect(spansFromJson((body as { result: unknown }).result)).toHaveLength(10_000);
  });

  test('no path makes it throw', () => {
    const text = fc.string({ maxLength: 30 });
    const path = fc.oneof(
      text,
      fc
        .tuple(fc.constantFrom('/api/v3/traces', '/api/traces', '/api/v3'), text)
        .map((parts) => parts.join('/')),
      text.map((search) => `/api/v3/traces?${window}&query.attributes=${search}`),
      text.map((search) => `/api/dependencies?endTs=${search}`),
    );
    fc.assert(
      fc.property(path, (each) => {
        expect([200, 400, 404]).toContain(store.query(each).status);
      }),
    );
  });
});
