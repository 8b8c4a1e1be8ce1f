import { describe, expect, test } from 'vitest';
import { createJaegerLibrary } from '../../../src/explorer/jaeger/jaeger-library.ts';
import type { SearchQuery } from '../../../src/explorer/library/trace-library.ts';
import { attributes, resourceOf, someSpan, someTime, spanIdOf, traceIdOf } from '../../store/some-span.ts';
import { base, createStoreOf, type FakeJaeger, fakeJaeger, itsPage, json, notFound } from './fake-jaeger.ts';

const nowMs = (): number => Number(someTime / 1_000_000n) + 60_000;

const spans = [
  someSpan({ name: 'open', attributes: attributes({ sold: 3n }) }),
  someSpan({
    spanId: spanIdOf(2),
    parentSpanId: spanIdOf(1),
    name: 'fetch',
    kind: 'SERVER',
    resource: resourceOf('stock'),
  }),
  someSpan({
    traceId: traceIdOf(2),
    status: { code: 'ERROR', message: 'no' },
    startTimeUnixNano: someTime + 1_000n,
    endTimeUnixNano: someTime + 9_000_001_000n,
  }),
  someSpan({
    traceId: traceIdOf(3),
    resource: resourceOf('stock'),
    startTimeUnixNano: someTime + 2_000n,
    endTimeUnixNano: someTime + 3_000n,
  }),
];

const all: SearchQuery = {
  service: '',
  operation: '',
  tags: '',
  limit: 20,
  sort: 'newest',
  lookbackMs: 3_600_000,
};

function libraryOf(jaeger: FakeJaeger, options: Partial<Parameters<typeof createJaegerLibrary>[0]> = {}) {
  return createJaegerLibrary({ base, fetch: jaeger.fetch, nowMs, ...options });
}

/** Jaeger before 1.5x. */
const older = (path: string): Response | undefined => (path.startsWith('/api/v3/') ? itsPage() : undefined);
/** A Jaeger to come. */
const newer = (path: string): Response | undefined => (path.startsWith('/api/v3/') ? undefined : notFound());

describe.each([
  ['both', () => undefined],
  ['the older', older],
])('a Jaeger that has %s of its APIs', (_, instead) => {
  const jaeger = fakeJaeger(spans, instead);
  const library = libraryOf(jaeger);

  test('is asked for services and their operations', async () => {
    expect(await library.services()).toEqual(['shopper', 'stock']);
    expect(await library.operations('shopper')).toEqual([
      { name: 'fetch', spanKind: 'client' },
      { name: 'open', spanKind: 'client' },
    ]);
    expect(await library.operations('')).toEqual([]);
  });

  test.each<[Partial<SearchQuery>, number[]]>([
    [{}, [3, 2, 1]],
    [{ service: 'shopper' }, [2, 1]],
    [{ service: 'stock', sort: 'oldest' }, [1, 3]],
    [{ service: 'shopper', sort: 'longest' }, [2, 1]],
    [{ service: 'shopper', limit: 1 }, [2]],
    [{ service: 'shopper', operation: 'open' }, [1]],
    [{ service: 'shopper', tags: 'sold=3' }, [1]],
    [{ tags: 'sold=3' }, [1]],
    [{ service: 'shopper', tags: 'sold=4' }, []],
    [{ service: 'shopper', tags: 'error=true' }, [2]],
    [{ service: 'shopper', tags: 'name=open' }, [1]],
    [{ service: 'shopper', minDurationNs: 1e9 }, [2]],
    [{ service: 'shopper', maxDurationNs: 1e9 }, [1]],
    [{ service: 'stock', fromUnixNano: someTime + 1_000n }, [3]],
    [{ service: 'stock', toUnixNano: someTime + 1_000n }, [1]],
    [{ service: 'nobody' }, []],
  ])('finds traces by %o', async (query, numbers) => {
    const { traces, problems } = await library.search({ ...all, ...query });
    expect(traces.map(({ traceId }) => Number(traceId))).toEqual(numbers);
    expect(problems).toEqual([]);
  });

  test('sums up what it finds', async () => {
    const { traces } = await library.search({ ...all, service: 'shopper', operation: 'open' });
    expect(traces).toEqual([
      {
        traceId: traceIdOf(1),
        name: 'open',
        service: 'shopper',
        hasRoot: true,
        services: [
          { name: 'shopper', spans: 1, errors: 0 },
          { name: 'stock', spans: 1, errors: 0 },
        ],
        spans: 2,
        errors: 0,
        startUnixNano: someTime,
        durationNs: 5_000_000,
        matchedNs: 5_000_000,
      },
    ]);
  });

  test.each<[string, number[], string]>([
    ['sold>=3', [1], 'sold>=3: that was looked for in the newest 3 traces'],
    ['sold=3 sold<4', [1], 'sold<4: that was looked for in the newest 1 trace'],
    ['sold>=3 sold~x', [], 'sold>=3 sold~x: that was looked for in the newest 3 traces'],
    ['parent.service=shopper', [1], 'parent.service=shopper: that was looked for in the newest 3 traces'],
  ])('is helped with what it cannot search for: %s', async (tags, numbers, said) => {
    const { traces, problems } = await library.search({ ...all, tags });
    expect(traces.map(({ traceId }) => Number(traceId))).toEqual(numbers);
    expect(problems).toEqual([`This Jaeger does not search by ${said} it found without.`]);
  });

  test('has a trace opened as it is stored', async () => {
    const progress: number[] = [];
    const trace = await library.open(traceIdOf(1), {
      onProgress: ({ spans: count }) => progress.push(count),
    });
    expect(trace.columns).toMatchObject({ traceId: traceIdOf(1), length: 2, services: ['shopper', 'stock'] });
    expect(await trace.span(0)).toMatchObject({ name: 'open', attributes: [{ key: 'sold', value: 3n }] });
    expect(jaeger.asked.at(-1)).toMatch(/raw(_traces)?=true$/u);
    expect(progress.at(-1)).toBe(2);
  });

  test('says that it has no such trace', async () => {
    await expect(library.open(traceIdOf(9))).rejects.toThrow(
      `This Jaeger has no trace ${traceIdOf(9)}. It may not have arrived yet, or be older than what is kept.`,
    );
  });

  test('tells who calls whom, over all and over what a search finds', async () => {
    expect(await library.dependencies(undefined)).toEqual([{ parent: 'shopper', child: 'stock', calls: 1 }]);
    expect(await library.dependencies({ ...all, service: 'stock' })).toMatchObject([
      { parent: 'shopper', child: 'stock', calls: 1 },
    ]);
    expect(await library.dependencies({ ...all, service: 'stock', fromUnixNano: someTime + 1_000n })).toEqual(
      [],
    );
  });
});

describe('a Jaeger', () => {
  test('of versions to come is searched by tags through its newer API', async () => {
    const { traces } = await libraryOf(fakeJaeger(spans, newer)).search({
      ...all,
      service: 'shopper',
      tags: 'sold=3',
    });
    expect(traces.map(({ traceId }) => traceId)).toEqual([traceIdOf(1)]);
  });

  test('is asked for its newer API once, when it has only the older', async () => {
    const jaeger = fakeJaeger(spans, older);
    const library = libraryOf(jaeger);
    await library.services();
    await library.services();
    expect(jaeger.asked).toEqual(['/api/v3/services', '/api/services', '/api/services']);
  });

  test.each([
    ['finds nothing', () => json({ data: [] })],
    // As the memory of 2.13 does.
    [
      'finds spans that are well',
      (path: string) =>
        json(createStoreOf(spans).query(path.replace(/tags=[^&]*/u, 'tags={"sold":"3"}')).body),
    ],
  ])('that %s by error=true has its traces looked through', async (_, wrong) => {
    const library = libraryOf(
      fakeJaeger(spans, (path) => (path.includes('error') ? wrong(path) : undefined)),
    );
    const { traces, problems } = await library.search({ ...all, service: 'shopper', tags: 'error=true' });
    expect(traces.map(({ traceId }) => traceId)).toEqual([traceIdOf(2)]);
    expect(problems).toEqual([
      'This Jaeger does not search by error=true: that was looked for in the newest 2 traces it found without.',
    ]);
  });

  test('finds a tag of the resource on the resource alone', async () => {
    const elsewhere = someSpan({
      traceId: traceIdOf(7),
      attributes: attributes({ 'service.name': 'stock' }),
    });
    const library = libraryOf(fakeJaeger([...spans, elsewhere]));
    const { traces, problems } = await library.search({ ...all, tags: 'resource.service.name=stock' });
    expect(traces.map(({ traceId }) => Number(traceId))).toEqual([3, 1]);
    expect(problems).toEqual([]);
  });

  test('before 1.17 lists operations in its own way', async () => {
    const library = libraryOf(
      fakeJaeger(
        spans,
        (path) => older(path) ?? (path.startsWith('/api/operations') ? notFound() : undefined),
      ),
    );
    expect(await library.operations('stock')).toEqual([{ name: 'fetch', spanKind: '' }]);
  });

  test('whose storage wants a service is asked for one after the other', async () => {
    const library = libraryOf(
      fakeJaeger(spans, (path) =>
        path.startsWith('/api/v3/traces?') && !path.includes('service_name')
          ? json({ error: { httpCode: 500, message: 'service name is required' } }, 500)
          : undefined,
      ),
    );
    const { traces } = await library.search(all);
    expect(traces.map(({ traceId, spans: count }) => [Number(traceId), count])).toEqual([
      [3, 1],
      [2, 1],
      [1, 2],
    ]);
  });

  test('below a path is asked there', async () => {
    const asked: string[] = [];
    const library = createJaegerLibrary({
      base: `${base}/tools/jaeger/`,
      nowMs,
      fetch: async (url) => {
        asked.push(url);
        return json({ services: ['a'] });
      },
    });
    await library.services();
    expect(asked).toEqual([`${base}/tools/jaeger/api/v3/services`]);
  });

  test('keeps three opened traces, and closes older ones', async () => {
    const closed: number[] = [];
    let made = 0;
    const many = [1, 2, 3, 4, 5].map((number) => someSpan({ traceId: traceIdOf(number) }));
    const { createMemoryShelf } = await import('../../../src/explorer/jaeger/opened-traces.ts');
    const jaeger = fakeJaeger(many);
    const library = libraryOf(jaeger, {
      shelf() {
        const number = made++;
        return { ...createMemoryShelf(jaeger.fetch), close: () => closed.push(number) };
      },
    });
    for (const number of [1, 2, 1, 3, 4, 5]) await library.open(traceIdOf(number));
    expect(closed).toEqual([0, 1, 2]);
  });

  test('that sends another API’s page, or nothing at all, is told from one that has an error', async () => {
    const say = async (answer: () => Response | Promise<Response>): Promise<string> => {
      const library = createJaegerLibrary({ base, nowMs, fetch: async () => answer() });
      return library.services().then(String, (error: Error) => `${error.name}: ${error.message}`);
    };
    const v1 = `${base}/api/services`;
    const v3 = `${base}/api/v3/services`;
    expect(await say(itsPage)).toBe(
      `LibraryError: ${v1} answered with what is no JSON: “<!doctype html> <title>Jaeger UI</title>”. Is ${base} the address of a Jaeger?`,
    );
    expect(await say(notFound)).toBe(
      `LibraryError: ${v1} answered 404: “404 page not found”. There is no such API: is this the address of a Jaeger?`,
    );
    expect(await say(() => new Response('cannot say', { status: 200 }))).toContain(
      'answered with what is no JSON: “cannot say”',
    );
    expect(await say(() => json({ error: { httpCode: 500, message: 'no storage' } }, 500))).toBe(
      `LibraryError: ${v3} answered 500: “no storage”. Jaeger’s own log says more.`,
    );
    expect(await say(() => json({ data: null, errors: [{ code: 400, msg: 'bad' }] }, 400))).toBe(
      `LibraryError: ${v3} answered 400: “bad”.`,
    );
    expect(await say(() => json({ code: 5, message: 'Not Found', details: [] }, 404))).toContain(
      'There is no such API',
    );
    expect(await say(() => new Response('x'.repeat(10_000), { status: 503 }))).toBe(
      `LibraryError: ${v3} answered 503: “${'x'.repeat(200)}…”. Try again in a while.`,
    );
    expect(await say(() => new Response(null, { status: 401 }))).toBe(
      `LibraryError: ${v3} answered 401. It wants a login: open it in a tab first, or ask its owner.`,
    );
    expect(await say(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(
      `LibraryError: ${v3} cannot be reached: Failed to fetch. Is this Jaeger running, and may this page ask it?`,
    );
  });

  test('that fails when a trace is opened says why', async () => {
    const library = libraryOf(
      fakeJaeger(spans, (path) =>
        path.includes('/traces/')
          ? json({ error: { httpCode: 500, message: 'storage is gone' } }, 500)
          : undefined,
      ),
    );
    await expect(library.open(traceIdOf(1))).rejects.toThrow(
      'answered 500: “storage is gone”. Jaeger’s own log says more.',
    );
  });

  test('that stops in the middle of a trace has it opened as far as it came, and that is said', async () => {
    const problems: string[] = [];
    const whole = JSON.stringify(fakeStoreAnswer());
    const library = libraryOf(
      fakeJaeger(spans, (path) =>
        path.includes('/traces/') ? new Response(whole.slice(0, whole.length - 30)) : undefined,
      ),
      { onProblems: (said) => problems.push(...said) },
    );
    const trace = await library.open(traceIdOf(1));
    expect(trace.columns.length).toBe(1);
    expect(problems[0]).toMatch(/ends at byte \d+, in the middle of result\.resourceSpans/u);
  });

  test('that is slow can be called off', async () => {
    const controller = new AbortController();
    const library = createJaegerLibrary({
      base,
      nowMs,
      fetch: (_, init) =>
        new Promise((__, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          controller.abort(new Error('left'));
        }),
    });
    await expect(library.search(all, controller.signal)).rejects.toThrow('left');
  });
});

function fakeStoreAnswer(): unknown {
  const span = (number: number) => ({ traceId: traceIdOf(1), spanId: spanIdOf(number), name: 'a' });
  return {
    result: { resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans: [span(1), span(2)] }] }] },
  };
}
