import { gzipSync } from 'node:zlib';
import { OTLPTraceExporter as HttpExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { openEmbedded } from '../../../verify/backends/embedded.ts';
import { runLimits } from '../../../verify/backends/run-limits.ts';
import type { Backend } from '../../../verify/model/backend.ts';
import { someSpan, spanIdOf } from '../../store/some-span.ts';
import { exportSpans, oneSpan, post } from './exporting.ts';

let backend: Backend;
beforeEach(async () => {
  backend = await openEmbedded();
});
afterEach(() => backend.dispose());

const namesOf = async (runId: string) => (await backend.spansOf(runId)).map(({ name }) => name);
const protobuf = { 'content-type': 'application/x-protobuf' };

describe('the address of a run', () => {
  test('takes what exporters send, as JSON and as protobuf, packed or not', async () => {
    const url = `${backend.endpointOf('a')}/v1/traces`;
    await exportSpans(new HttpExporter({ url }), 'json');
    await exportSpans(new ProtoExporter({ url }), 'protobuf');
    await exportSpans(new ProtoExporter({ url, compression: 'gzip' as never }), 'packed');
    expect(await namesOf('a')).toEqual(['json', 'protobuf', 'packed']);
    expect(backend.received('a')).toMatchObject({ requests: 3, spans: 3, refused: [] });
  });

  test('keeps runs apart, also those that use the same ids', async () => {
    await post(backend.endpointOf('a'), oneSpan('of a'));
    await post(backend.endpointOf('b'), oneSpan('of b'));
    expect([await namesOf('a'), await namesOf('b')]).toEqual([['of a'], ['of b']]);
  });

  test('may have any name', async () => {
    const runId = 'docs/guide.md#3 ü?';
    await post(backend.endpointOf(runId), oneSpan('x'));
    expect(await namesOf(runId)).toEqual(['x']);
  });

  test('answers what it cannot take in the way OTLP has for it, and remembers why', async () => {
    const endpoint = backend.endpointOf('a');
    expect(await post(endpoint, '{"resourceSpans": 1}')).toMatchObject({
      status: 400,
      text: expect.stringContaining('"code":3'),
    });
    expect(await post(endpoint, 'x', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await post(`${endpoint}/v1`, oneSpan('x'))).toMatchObject({ status: 404 });
    expect(await post(endpoint, new Uint8Array([255, 255]), protobuf)).toMatchObject({ status: 400 });
    expect(backend.received('a')).toMatchObject({
      requests: 4,
      spans: 0,
      refused: [
        expect.stringMatching(/^POST \/v1\/traces was answered 400: .*resourceSpans/u),
        expect.stringMatching(/answered 415: content-type is "text\/plain"/u),
        expect.stringMatching(/^POST \/v1\/v1\/traces was answered 404/u),
        expect.stringMatching(/answered 400/u),
      ],
    });
  });

  test('takes part of a request when part of it is wrong', async () => {
    const good = someSpan({ name: 'good' });
    const body = encodeTracesProtobuf([good, someSpan({ name: 'bad', spanId: spanIdOf(0) })]);
    expect((await post(backend.endpointOf('a'), body, protobuf)).status).toBe(200);
    expect(await namesOf('a')).toEqual(['good']);
    expect(backend.received('a').refused[0]).toMatch(
      /answered 200, and not all of its spans were taken: span "bad"/u,
    );
  });

  test('takes metrics and logs, and lets them go', async () => {
    const endpoint = backend.endpointOf('a');
    for (const path of ['/v1/metrics', '/v1/logs']) {
      const response = await fetch(`${endpoint}${path}`, { method: 'POST', headers: protobuf, body: 'x' });
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
    expect(backend.received('a')).toMatchObject({ requests: 2, spans: 0, refused: [] });
  });

  test('lets pages of any origin in, beacons with credentials too', async () => {
    const endpoint = backend.endpointOf('a');
    const headers = {
      origin: 'http://localhost:1234',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-own',
    };
    const preflight = await fetch(`${endpoint}/v1/traces`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:1234',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type,x-own',
    });
    const answer = await fetch(`${endpoint}/v1/traces`, {
      method: 'POST',
      headers: { origin: 'null' },
      body: '',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('null');
  });

  test("is nobody's before the run and after it", async () => {
    const endpoint = backend.endpointOf('a');
    expect((await post(endpoint.replace('/a', '/b'), oneSpan('x'))).status).toBe(404);
    backend.forget('a');
    expect(await post(endpoint, oneSpan('x'))).toMatchObject({
      status: 404,
      text: expect.stringContaining('it is over'),
    });
    expect(await backend.spansOf('a')).toEqual([]);
    expect(backend.received('a')).toMatchObject({ requests: 0 });
  });
});

describe('a program that sends too much', () => {
  test('is told that a body is too large, however it is packed', async () => {
    const endpoint = backend.endpointOf('a');
    const large = new Uint8Array(21 * 1024 * 1024);
    expect((await post(endpoint, gzipSync(large), { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post(endpoint, large)).status).toBe(413);
    expect((await post(endpoint, oneSpan('after'))).status).toBe(200);
  });

  test('has only so many of its spans kept, and is told so', async () => {
    const endpoint = backend.endpointOf('a');
    const spans = Array.from({ length: 5_000 }, (_, i) => someSpan({ spanId: spanIdOf(i + 1) }));
    for (let i = 0; i < 5; i++) await post(endpoint, encodeTracesProtobuf(spans), protobuf);
    expect(await backend.spansOf('a')).toHaveLength(runLimits.spans);
    expect(backend.received('a')).toMatchObject({
      spans: runLimits.spans,
      refused: [expect.stringContaining('a run may keep 20000 spans')],
    });
  });

  test('has only so many of its requests written down', async () => {
    const endpoint = backend.endpointOf('a');
    for (let i = 0; i < 210; i++) await post(endpoint, oneSpan('x'));
    const { requests, exchanges } = backend.received('a');
    expect([requests, exchanges.length]).toEqual([210, 200]);
  });
});

describe('waiting for news', () => {
  test('ends when something comes, and at once when something has come since the last look', async () => {
    const endpoint = backend.endpointOf('a');
    await backend.spansOf('a');
    const news = backend.moved('a', 60_000);
    await post(endpoint, oneSpan('x'));
    await news;
    await backend.moved('a', 60_000);
    expect(await namesOf('a')).toEqual(['x']);
  });

  test('ends by itself, and with the backend', async () => {
    backend.endpointOf('a');
    await backend.moved('a', 1);
    const news = backend.moved('a', 60_000);
    await backend.dispose();
    await news;
    await expect(fetch(backend.endpointOf('a'))).rejects.toThrow('fetch failed');
  });
});

test('an exchange shows the request as a reader knows it', async () => {
  await post(backend.endpointOf('a'), oneSpan('x'), { 'x-own': '1' });
  const [exchange] = backend.received('a').exchanges;
  expect(exchange).toMatchObject({
    to: 'collector',
    method: 'POST',
    url: 'http://localhost:4318/v1/traces',
    requestHeaders: expect.arrayContaining([['x-own', '1']]),
    response: { status: 200 },
  });
});
