import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeOtlpJson } from '../../../src/explorer/files/write-otlp.ts';
import { createJaegerLibrary } from '../../../src/explorer/jaeger/jaeger-library.ts';
import type { SearchQuery, TraceLibrary } from '../../../src/explorer/library/trace-library.ts';
import { readImages } from '../../../tools/images/compose-images.ts';
import { attributes, resourceOf, someSpan, spanIdOf, traceIdOf } from '../../store/some-span.ts';

const start = BigInt(Date.now() - 60_000) * 1_000_000n;
const span = (trace: number, fields: Parameters<typeof someSpan>[0] = {}) =>
  someSpan({
    traceId: traceIdOf(trace),
    startTimeUnixNano: start,
    endTimeUnixNano: start + 5_000_001n,
    ...fields,
  });
const spans = [
  span(1, { name: 'open', attributes: attributes({ exact: 2n ** 63n - 1n, sold: 3n }) }),
  span(1, {
    spanId: spanIdOf(2),
    parentSpanId: spanIdOf(1),
    name: 'fetch',
    kind: 'SERVER',
    resource: resourceOf('stock'),
  }),
  span(2, { status: { code: 'ERROR', message: 'sold out' }, endTimeUnixNano: start + 9_000_000_000n }),
];

const all: SearchQuery = {
  service: 'shopper',
  operation: '',
  tags: '',
  limit: 20,
  sort: 'longest',
  lookbackMs: 3_600_000,
};

describe('the Jaeger that is shipped', () => {
  let container: StartedTestContainer;
  let base: string;
  let library: TraceLibrary;

  beforeAll(async () => {
    container = await new GenericContainer(readImages().jaeger)
      .withEnvironment({ JAEGER_LISTEN_HOST: '0.0.0.0' })
      .withExposedPorts(4318, 16686, 13133)
      .withWaitStrategy(Wait.forHttp('/status', 13133))
      .start();
    const address = (port: number) => `http://${container.getHost()}:${container.getMappedPort(port)}`;
    base = address(16686);
    library = createJaegerLibrary({ base });
    const sent = await fetch(`${address(4318)}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: writeOtlpJson(spans),
    });
    expect(sent.status).toBe(200);
    await vi.waitFor(async () => expect((await library.search(all)).traces).toHaveLength(2), {
      timeout: 10_000,
    });
  });
  afterAll(async () => {
    await container?.stop();
  });

  test('tells its services and their operations', async () => {
    expect(await library.services()).toEqual(expect.arrayContaining(['shopper', 'stock']));
    expect(await library.operations('stock')).toEqual([{ name: 'fetch', spanKind: 'server' }]);
  });

  test.each<[Partial<SearchQuery>, number[]]>([
    [{}, [2, 1]],
    [{ sort: 'shortest' }, [1, 2]],
    [{ service: 'stock' }, [1]],
    [{ operation: 'open' }, [1]],
    [{ tags: 'sold=3' }, [1]],
    [{ tags: 'sold=4' }, []],
    [{ tags: 'error=true' }, [2]],
    [{ tags: 'sold=3', service: '' }, [1]],
    [{ tags: 'span.kind=server', service: 'stock' }, [1]],
    [{ tags: 'sold>=2' }, [1]],
    [{ minDurationNs: 1e9 }, [2]],
    [{ maxDurationNs: 1e9 }, [1]],
    [{ toUnixNano: start - 1_000_000_000n }, []],
    [{ lookbackMs: undefined }, [2, 1]],
  ])('finds traces by %o', async (query, numbers) => {
    const { traces } = await library.search({ ...all, ...query });
    expect(traces.map(({ traceId }) => Number(traceId))).toEqual(numbers);
  });

  test('has a trace opened as it was sent', async () => {
    const trace = await library.open(traceIdOf(1));
    expect(await trace.spans([0, 1])).toEqual(spans.slice(0, 2));
    expect(trace.columns.warnings).toEqual(new Uint16Array(2));
  });

  test('says what it does not have', async () => {
    await expect(library.open(traceIdOf(9))).rejects.toThrow(/^This Jaeger has no trace 0{31}9\./u);
    await expect(library.open('none')).rejects.toThrow(
      /answered 400 Bad Request: “malformed parameter trace_id/u,
    );
    const elsewhere = createJaegerLibrary({ base: `${base}/elsewhere` });
    await expect(elsewhere.services()).rejects.toThrow(
      /answered with what is no JSON: “<!DOCTYPE html>.+Is http.+\/elsewhere the address of a Jaeger\?$/u,
    );
  });

  test('tells who calls whom', async () => {
    const calls = { parent: 'shopper', child: 'stock', calls: 1 };
    expect(await library.dependencies(undefined)).toEqual([expect.objectContaining(calls)]);
    expect(await library.dependencies({ ...all, service: 'stock' })).toEqual([
      expect.objectContaining(calls),
    ]);
  });
});
