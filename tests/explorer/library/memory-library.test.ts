import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { loadTraces } from '../../../src/explorer/library/load-traces.ts';
import { createMemoryLibrary } from '../../../src/explorer/library/memory-library.ts';
import type { SearchQuery } from '../../../src/explorer/library/trace-library.ts';
import { emptyQuery } from '../../../src/explorer/state/explorer-state.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { attributes, resourceOf, someSpan, someTime, spanIdOf, traceIdOf } from '../../store/some-span.ts';

const shopper = resourceOf('shopper');
const store = resourceOf('store');

/** Two traces: in the first, the shopper asks the store, which fails; the second is the shopper alone, a second later. */
const client = someSpan({
  name: 'GET /fruit',
  resource: shopper,
  attributes: attributes({ 'http.response.status_code': 500n, 'user.id': 'ann' }),
});
const server = someSpan({
  name: 'GET',
  spanId: spanIdOf(2),
  parentSpanId: spanIdOf(1),
  kind: 'SERVER',
  resource: store,
  startTimeUnixNano: someTime + 1_000_000n,
  endTimeUnixNano: someTime + 4_000_000n,
  status: { code: 'ERROR', message: 'sold out' },
  events: [
    {
      name: 'exception',
      timeUnixNano: someTime + 2_000_000n,
      attributes: attributes({ 'exception.type': 'SoldOut' }),
    },
  ],
});
const alone = someSpan({
  traceId: traceIdOf(2),
  spanId: spanIdOf(3),
  name: 'think',
  kind: 'INTERNAL',
  resource: shopper,
  startTimeUnixNano: someTime + 1_000_000_000n,
  endTimeUnixNano: someTime + 1_001_000_000n,
  links: [{ traceId: traceIdOf(1), spanId: spanIdOf(2), traceState: '', attributes: [] }],
});

function libraryOf(...spans: Span[]) {
  const library = createMemoryLibrary();
  library.add(spans);
  return library;
}

const three = () => libraryOf(server, client, alone);

async function found(query: Partial<SearchQuery>): Promise<string[]> {
  const { traces } = await three().search({ ...emptyQuery, ...query });
  return traces.map(({ name }) => name);
}

describe('traces in memory', () => {
  it('say which services and operations there are', async () => {
    const library = three();
    expect(await library.services()).toEqual(['shopper', 'store']);
    expect(await library.operations('shopper')).toEqual([
      { name: 'GET /fruit', spanKind: 'client' },
      { name: 'think', spanKind: 'internal' },
    ]);
    expect(await library.operations('nobody')).toEqual([]);
  });

  it('are summed up', async () => {
    const { traces } = await three().search(emptyQuery);
    expect(traces[1]).toEqual({
      traceId: traceIdOf(1),
      name: 'GET /fruit',
      service: 'shopper',
      hasRoot: true,
      services: [
        { name: 'shopper', spans: 1, errors: 0 },
        { name: 'store', spans: 1, errors: 1 },
      ],
      spans: 2,
      errors: 1,
      startUnixNano: someTime,
      durationNs: 5_000_000,
    });
  });

  it('are named by their first span when the root is not here', async () => {
    const { traces } = await libraryOf(server).search(emptyQuery);
    expect(traces[0]).toMatchObject({ name: 'GET', service: 'store', hasRoot: false });
  });

  it.each<[string, Partial<SearchQuery>, string[]]>([
    ['service', { service: 'store' }, ['GET /fruit']],
    ['operation', { operation: 'think' }, ['think']],
    ['service and operation of one span', { service: 'store', operation: 'GET /fruit' }, []],
    ['shortest duration', { minDurationNs: 4_000_000 }, ['GET /fruit']],
    ['longest duration', { maxDurationNs: 1_000_000 }, ['think']],
    ['start from', { fromUnixNano: someTime + 1n }, ['think']],
    ['start to', { toUnixNano: someTime }, ['GET /fruit']],
    ['time before the newest trace', { lookbackMs: 999 }, ['think']],
    ['tag', { tags: 'user.id=ann' }, ['GET /fruit']],
    ['tag of an event', { tags: 'exception.type=SoldOut' }, ['GET /fruit']],
    ['tag of the resource', { tags: 'resource.service.name=store' }, ['GET /fruit']],
    ['tag only of the resource', { tags: 'resource.user.id=ann' }, []],
    ['tags of one span', { tags: 'user.id=ann error=true' }, []],
    ['failure', { tags: 'error=true' }, ['GET /fruit']],
    ['no failure', { tags: 'error=false', service: 'store' }, []],
    ['number as text', { tags: 'http.response.status_code="500"' }, ['GET /fruit']],
    ['larger number', { tags: 'http.response.status_code>99.5' }, ['GET /fruit']],
    ['smaller number', { tags: 'http.response.status_code<500' }, []],
    ['part of a text', { tags: 'user.id~NN' }, ['GET /fruit']],
    ['another value', { tags: 'user.id!=bob' }, ['GET /fruit']],
    ['not this value', { tags: 'user.id!=ann' }, []],
    ['kind', { tags: 'span.kind=server' }, ['GET /fruit']],
    ['kind in capitals', { tags: 'span.kind=SERVER' }, ['GET /fruit']],
    ['status in small letters', { tags: 'otel.status_code=error' }, ['GET /fruit']],
    ['failure in capitals', { tags: 'error=TRUE' }, ['GET /fruit']],
    [
      'status in Jaeger’s words',
      { tags: 'otel.status_code=ERROR otel.status_description~sold' },
      ['GET /fruit'],
    ],
    ['caller', { tags: 'parent.service=shopper', service: 'store' }, ['GET /fruit']],
    ['caller that is another', { tags: 'parent.service=store' }, []],
    ['scope', { tags: 'otel.scope.name=tracing.ts' }, ['think', 'GET /fruit']],
  ])('are searched by %s', async (_, query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it.each<[SearchQuery['sort'], string[]]>([
    ['newest', ['think', 'GET /fruit']],
    ['oldest', ['GET /fruit', 'think']],
    ['longest', ['GET /fruit', 'think']],
    ['shortest', ['think', 'GET /fruit']],
    ['most-spans', ['GET /fruit', 'think']],
    ['most-errors', ['GET /fruit', 'think']],
  ])('are sorted: %s', async (sort, names) => {
    expect(await found({ sort })).toEqual(names);
  });

  it('are counted before the limit', async () => {
    const result = await three().search({ ...emptyQuery, limit: 1 });
    expect(result).toMatchObject({ found: 2, traces: [{ name: 'think' }] });
  });

  it('are found by the tags that could be understood', async () => {
    const result = await three().search({ ...emptyQuery, tags: 'user.id=ann what' });
    expect(result.found).toBe(1);
    expect(result.problems).toEqual([
      'Found what with no comparison after it, expected = and a value, at character 13 of the tags.',
    ]);
  });

  it('say how long the operation took that was searched for', async () => {
    const result = await three().search({ ...emptyQuery, operation: 'GET' });
    expect(result.traces[0]?.matchedNs).toBe(3_000_000);
  });

  it('take a time at the end of int64 for none, as the layout does', async () => {
    const endless = { ...server, endTimeUnixNano: 2n ** 63n - 1n };
    const library = libraryOf(client, endless);
    expect((await library.search({ ...emptyQuery, minDurationNs: 3_600e9 })).found).toBe(0);
    expect(await library.dependencies(undefined)).toMatchObject([{ medianNs: 0 }]);
  });

  it('have a median that is one of the durations, as in the statistics', async () => {
    const slower = { ...server, spanId: spanIdOf(9), endTimeUnixNano: server.endTimeUnixNano + 2_000_000n };
    expect(await libraryOf(client, server, slower).dependencies(undefined)).toMatchObject([
      { calls: 2, medianNs: 3_000_000 },
    ]);
  });

  it('tell of calls between services, also of a search alone', async () => {
    const call = { parent: 'shopper', child: 'store', calls: 1, errors: 1, medianNs: 3_000_000 };
    expect(await three().dependencies(undefined)).toEqual([call]);
    expect(await three().dependencies({ ...emptyQuery, operation: 'think' })).toEqual([]);
  });

  it('count a call of a service to itself, but not its own steps', async () => {
    const child = (number: number, kind: Span['kind']) =>
      someSpan({ spanId: spanIdOf(number), parentSpanId: spanIdOf(1), kind, resource: shopper });
    const calls = await libraryOf(client, child(2, 'INTERNAL'), child(3, 'SERVER')).dependencies(undefined);
    expect(calls).toMatchObject([{ parent: 'shopper', child: 'shopper', calls: 1 }]);
  });

  it('are told of when they come and go', () => {
    const library = createMemoryLibrary();
    const changed = vi.fn();
    const stop = library.subscribe(changed);
    library.add([client]);
    library.clear();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    library.add([client]);
    expect(changed).toHaveBeenCalledTimes(2);
    expect(library.spans).toBe(1);
  });
});

describe('an open trace', () => {
  const open = () => three().open(traceIdOf(1));

  it('has its spans by row', async () => {
    const trace = await open();
    expect(trace.columns.length).toBe(2);
    expect(await trace.span(0)).toEqual(client);
    expect(await trace.spans([1, 0])).toEqual([server, client]);
    await expect(trace.span(2)).rejects.toThrow("Found row 2, expected one of the trace's 2 rows.");
  });

  it('counts its attributes and gives one of them as a column', async () => {
    const trace = await open();
    expect(await trace.attributeKeys()).toEqual([
      { from: 'resource', key: 'service.name', spans: 2 },
      { from: 'span', key: 'http.response.status_code', spans: 1 },
      { from: 'span', key: 'user.id', spans: 1 },
      { from: 'event', key: 'exception.type', spans: 1 },
    ]);
    const column = await trace.attribute({ from: 'resource', key: 'service.name', spans: 2 });
    expect(Array.from(column.at, (at) => column.values[at])).toEqual(['shopper', 'store']);
    const status = await trace.attribute({ from: 'span', key: 'http.response.status_code', spans: 1 });
    expect(status).toEqual({ values: ['500'], at: Int32Array.of(0, -1) });
  });

  it('has its events by time', async () => {
    const early = { name: 'early', timeUnixNano: someTime + 1_000n, attributes: [] };
    const late = { name: 'late', timeUnixNano: someTime + 3_000_000n, attributes: [] };
    const trace = await libraryOf({ ...client, events: [late, early] }, server).open(traceIdOf(1));
    const { names, name, row, index, timeNs } = await trace.events();
    expect(Array.from(name, (each) => names[each])).toEqual(['early', 'exception', 'late']);
    expect([...row]).toEqual([0, 1, 0]);
    expect([...index]).toEqual([1, 0, 0]);
    expect([...timeNs]).toEqual([1_000, 2_000_000, 3_000_000]);
  });

  it('knows who links to a span', async () => {
    const trace = await open();
    expect(await trace.linkedFrom(0)).toEqual([]);
    expect(await trace.linkedFrom(1)).toEqual([
      { traceId: traceIdOf(2), spanId: spanIdOf(3), name: 'think', service: 'shopper' },
    ]);
  });

  it('knows who a link points at', async () => {
    const library = three();
    expect(await library.spanAt(traceIdOf(2), spanIdOf(3))).toEqual({
      traceId: traceIdOf(2),
      spanId: spanIdOf(3),
      name: 'think',
      service: 'shopper',
    });
    expect(await library.spanAt(traceIdOf(2), spanIdOf(9))).toBeUndefined();
    expect(await library.spanAt(traceIdOf(9), spanIdOf(3))).toBeUndefined();
    expect(await libraryOf(someSpan({ spanId: 'odd' })).spanAt(traceIdOf(1), 'odd')).toMatchObject({
      spanId: 'odd',
    });
  });

  it('stays as it was while the trace grows', async () => {
    const library = libraryOf(client);
    const before = await library.open(traceIdOf(1));
    const handle = library.handle(traceIdOf(1));
    library.add([server]);
    expect(before.columns.length).toBe(1);
    expect(await before.find('GET')).toEqual({ matches: Uint8Array.of(1), count: 1 });
    expect((await library.open(traceIdOf(1))).columns.length).toBe(2);
    expect(library.openFirst(handle).columns).toEqual(before.columns);
  });

  it('is the same while nothing is added to it', async () => {
    const library = libraryOf(client);
    const trace = await library.open(traceIdOf(1));
    library.add([alone]);
    expect(await library.open(traceIdOf(1), { since: trace })).toBe(trace);
    library.add([server]);
    const grown = await library.open(traceIdOf(1), { since: trace });
    expect(grown.columns.length).toBe(2);
    library.clear();
    library.add([client, server]);
    expect(await library.open(traceIdOf(1), { since: grown })).not.toBe(grown);
  });

  it.each(['otlp', 'jaeger'] as const)('is written as %s', async (format) => {
    const text = new TextDecoder().decode(await (await open()).write(format));
    const read = libraryOf();
    await loadTraces({ library: read, base: 'http://localhost/' }, { text });
    const again = await read.open(traceIdOf(1));
    expect((await again.spans([0, 1])).map(({ name, spanId }) => ({ name, spanId }))).toEqual([
      { name: 'GET /fruit', spanId: spanIdOf(1) },
      { name: 'GET', spanId: spanIdOf(2) },
    ]);
  });

  it('that is not here is said so', async () => {
    await expect(three().open('beef')).rejects.toThrow('There is no trace beef here.');
  });
});

describe('a library with little room', () => {
  const traceOf = (trace: number, spans: number) =>
    Array.from({ length: spans }, (_, index) =>
      someSpan({ traceId: traceIdOf(trace), spanId: spanIdOf(trace * 1_000 + index + 1) }),
    );

  it('gives up the oldest traces for new ones', async () => {
    const library = createMemoryLibrary({ maxSpans: 40 });
    for (let trace = 1; trace <= 8; trace++) library.add(traceOf(trace, 5));
    const result = library.add(traceOf(9, 1));
    expect(result).toEqual({ added: 1, refused: 0, givenUp: { traces: 1, spans: 5 } });
    expect([...library.traceIds]).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map(traceIdOf));
    expect((await library.search(emptyQuery)).found).toBe(8);
    await expect(library.open(traceIdOf(1))).rejects.toThrow('given up');
  });

  it('refuses what does not fit when nothing may be given up', () => {
    const library = createMemoryLibrary({ maxSpans: 7 });
    expect(library.add(traceOf(1, 5), 'none').refused).toBe(0);
    expect(library.add(traceOf(2, 5), 'none')).toMatchObject({ added: 2, refused: 3 });
  });

  it('refuses spans of a trace that fills it alone', () => {
    const library = createMemoryLibrary({ maxSpans: 10 });
    expect(library.add(traceOf(1, 12))).toMatchObject({ added: 10, refused: 2 });
  });

  it('is bounded in bytes, too', () => {
    const library = createMemoryLibrary({ maxBytes: 2_000_000 });
    const long = (trace: number) =>
      someSpan({
        traceId: traceIdOf(trace),
        attributes: attributes({ note: `${trace}`.padEnd(10_000, '.') }),
      });
    for (let trace = 1; trace <= 2_000; trace++) library.add([long(trace)]);
    expect(library.spans).toBeGreaterThan(0);
    expect(library.spans).toBeLessThan(400);
  });

  it('never holds more than it may, and knows what it holds', () => {
    const batch = fc.array(
      fc.record({ trace: fc.integer({ min: 1, max: 9 }), spans: fc.integer({ min: 1, max: 6 }) }),
    );
    fc.assert(
      fc.property(batch, fc.integer({ min: 1, max: 20 }), fc.boolean(), (adds, maxSpans, keep) => {
        const library = createMemoryLibrary({ maxSpans });
        for (const { trace, spans } of adds) {
          const before = library.spans;
          const { added, refused, givenUp } = library.add(traceOf(trace, spans), keep ? 'none' : 'oldest');
          expect(added + refused).toBe(spans);
          expect(library.spans).toBe(before + added - givenUp.spans);
          expect(library.spans).toBeLessThanOrEqual(maxSpans);
          const held = [...library.traceIds].reduce((sum, id) => sum + library.handle(id).spans, 0);
          expect(held).toBe(library.spans);
        }
      }),
    );
  });
});

it('takes any span there can be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbitrarySpan(), { maxLength: 5 }), async (spans) => {
      const library = libraryOf(...spans);
      const { traces } = await library.search({ ...emptyQuery, limit: 10 });
      expect(traces.reduce((sum, each) => sum + each.spans, 0)).toBe(spans.length);
      const read: Span[] = [];
      for (const { traceId } of traces) {
        const { columns, spans: spansOf, find } = await library.open(traceId);
        read.push(...(await spansOf([...columns.number.keys()])));
        expect((await find('')).count).toBe(columns.length);
      }
      expect(new Set(read.map(({ spanId }) => spanId))).toEqual(new Set(spans.map(({ spanId }) => spanId)));
    }),
  );
});
