/** Containers on the lab's network: answers as they were, exports counted, failures in Node's words. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createExports, type Exports } from '../../sandbox/lab/export.ts';
import { createLocalBackend, type LocalBackend } from '../../sandbox/lab/local-backend.ts';
import type { LocalPlace } from '../../sandbox/local-lab/place.ts';
import type { Exchange } from '../../sandbox/schemas/run-event.ts';
import { fakeClock } from '../support/fake-clock.ts';

const place: LocalPlace = {
  collector: { 4317: 'http://page/4317', 6006: 'http://page/6006' },
  jaegerOtlp: { 4318: 'http://page/4318' },
  jaeger: 'http://page/jaeger',
};
const span = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  name: 'a',
  startTimeUnixNano: '1',
  endTimeUnixNano: '2',
};
const oneSpan = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });

let asked: { url: string; init: RequestInit }[];
let answer: () => Response;
let exports: Exports;
let local: LocalBackend;

beforeEach(() => {
  asked = [];
  answer = () => Response.json({ partialSuccess: {} });
  exports = createExports();
  local = make(true);
});

function make(hasCollector: boolean): LocalBackend {
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push({ url, init });
    return answer();
  };
  return createLocalBackend(place, hasCollector, exports, {
    ...fakeClock(),
    fetch,
    arrived: () => undefined,
  });
}

const exchange: Exchange = {
  id: 'x1',
  from: 'shopper',
  to: 'collector',
  method: 'POST',
  url: 'http://localhost:6006/v1/traces',
  requestHeaders: [],
  startedAtMs: 0,
  endedAtMs: 1,
};

function post(url: string, body = oneSpan) {
  const port = Number(new URL(url).port);
  const backend = local.backends.find(({ ports }) => ports.has(port));
  const headers: [string, string][] = [
    ['host', 'localhost'],
    ['content-type', 'application/json'],
    ['content-length', '7'],
    ['x-mine', 'yes'],
  ];
  const request = { method: 'POST', url, headers, body: new TextEncoder().encode(body) };
  return backend?.answer({ id: 'x1', port, request });
}

test('a lab with a Collector finds it by name, and Jaeger where the Collector leaves its ports', () => {
  const at = Object.fromEntries(local.backends.map(({ name, ports }) => [name, Object.fromEntries(ports)]));
  expect(at['collector']).toEqual({ 4317: 'grpc', 6006: 'http' });
  expect(at['jaeger']).toMatchObject({ 4318: 'http', 16686: 'http' });
});

test('a lab without one finds all of it by the name of Jaeger', () => {
  expect(make(false).backends.map(({ name }) => name)).toEqual(['jaeger']);
});

test('a request goes where the port leads, with its own headers and nothing of the page’s', async () => {
  await post('http://localhost:6006/v1/traces?a=b');
  expect(asked[0]?.url).toBe('http://page/6006/v1/traces?a=b');
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  expect(asked[0]?.init.headers).toEqual([
    ['content-type', 'application/json'],
    ['x-mine', 'yes'],
  ]);
});

test('the answer comes back as it was', async () => {
  answer = () =>
    new Response('Too many', {
      status: 429,
      statusText: 'Too Many Requests',
      headers: { 'retry-after': '7' },
    });
  expect(await post('http://localhost:6006/v1/traces')).toMatchObject({
    response: {
      status: 429,
      statusText: 'Too Many Requests',
      headers: expect.arrayContaining([['retry-after', '7']]),
    },
  });
});

describe('of an export is told', () => {
  test('how many spans it had, when it was taken', async () => {
    await post('http://localhost:6006/v1/traces');
    expect(exports.of(exchange)).toMatchObject({ spans: 1, rejected: 0, failure: undefined });
    expect(local.missing()).toBe(1);
  });

  test('that they were rejected, when the Collector refused', async () => {
    answer = () => new Response('', { status: 503 });
    await post('http://localhost:6006/v1/traces');
    expect(exports.of(exchange)).toMatchObject({ spans: 1, rejected: 1, failure: 'answered 503' });
    expect(local.missing()).toBe(0);
  });

  test('that nobody was there, in Node’s words', async () => {
    answer = () => new Response('{}', { status: 502, headers: { 'x-spanlab-unheard': 'ECONNREFUSED' } });
    expect(await post('http://localhost:6006/v1/traces')).toMatchObject({
      failure: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6006' },
    });
    expect(exports.of(exchange)).toMatchObject({
      rejected: 1,
      failure: 'connect ECONNREFUSED 127.0.0.1:6006',
    });
  });

  test('that the browser does not say why, and who does', async () => {
    answer = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await post('http://localhost:6006/v1/traces')).toMatchObject({
      failure: { message: expect.stringContaining('self-test') },
    });
  });
});

test('what is still under way ends with the run', async () => {
  await post('http://localhost:6006/v1/traces');
  expect(asked[0]?.init.signal?.aborted).toBe(false);
  local.end();
  expect(asked[0]?.init.signal?.aborted).toBe(true);
  await expect(local.settled()).resolves.toBeUndefined();
});
