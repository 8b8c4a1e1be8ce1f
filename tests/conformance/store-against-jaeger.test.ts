/** The embedded store and a real Jaeger, given the same spans, are asked the same. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { encodeTracesJson } from '../../sandbox/store/otlp/encode-json.ts';
import { createStore } from '../../sandbox/store/store.ts';
import type { Backend } from '../containers/backend.ts';
import { startBackend } from '../containers/backend.ts';
import { comparable } from './comparable.ts';
import { manyTraces, operations, services } from './many-traces.ts';

const traces = manyTraces();
const traceIds = traces.flatMap(([first]) => (first === undefined ? [] : [first.traceId]));
const store = createStore();

const window =
  'query.start_time_min=2023-11-14T22:13:00Z&query.start_time_max=2023-11-14T22:14:00Z&query.num_traces=500';
const narrow = window.replace('22:13:00Z', '22:13:20.2Z').replace('22:14:00Z', '22:13:21Z');

let jaeger: Backend;

beforeAll(async () => {
  jaeger = await startBackend();
  for (const trace of traces) {
    store.ingest(trace);
    const body = new TextEncoder().encode(JSON.stringify(encodeTracesJson(trace)));
    expect((await jaeger.send('/v1/traces', 'application/json', body)).status).toBe(200);
  }
  // Raw, for an adjusted reading changes what Jaeger's memory storage holds, and so its older API's answers.
  const arrived = async () => {
    const answers = await Promise.all(traceIds.map((id) => jaeger.query(`/api/traces/${id}?raw=true`)));
    return answers.reduce(
      (sum, { body }) =>
        sum + (JSON.stringify(body).match(/"spanID":"[^"]+","operationName"/gu)?.length ?? 0),
      0,
    );
  };
  await vi.waitFor(async () => expect(await arrived()).toBe(traces.flat().length), { timeout: 20_000 });
});

afterAll(() => jaeger?.stop());

async function expectTheSame(path: string): Promise<void> {
  const theirs = await jaeger.query(path);
  const ours = store.query(path);
  expect({ path, status: ours.status, body: comparable(ours.body) }).toEqual({
    path,
    status: theirs.status,
    body: comparable(theirs.body),
  });
}

describe('the embedded store answers as Jaeger does', () => {
  test('a trace in the older API', async () => {
    for (const id of traceIds) await expectTheSame(`/api/traces/${id}`);
  });

  test('a trace as OTLP', async () => {
    for (const id of traceIds) await expectTheSame(`/api/v3/traces/${id}`);
  });

  test('services and operations', async () => {
    await expectTheSame('/api/v3/services');
    await expectTheSame('/api/services');
    for (const service of [...services, 'nobody']) {
      await expectTheSame(`/api/v3/operations?service=${service}`);
      await expectTheSame(`/api/v3/operations?service=${service}&span_kind=server`);
    }
  });

  test.each([
    '',
    ...operations.map((operation) => `&query.operation_name=${encodeURIComponent(operation)}`),
    '&query.operation_name=nothing',
    '&query.duration_min=300ms',
    '&query.duration_max=0.2s',
    '&query.duration_min=1ns&query.duration_max=2ns',
  ])('a search%s', async (search) => {
    for (const service of services) {
      await expectTheSame(`/api/v3/traces?query.service_name=${service}&${window}${search}`);
      await expectTheSame(`/api/v3/traces?query.service_name=${service}&${narrow}${search}`);
    }
  });

  test('who calls whom', async () => {
    await expectTheSame('/api/dependencies?endTs=1700000100000&lookback=200000');
    await expectTheSame('/api/dependencies?endTs=1700000001001&lookback=2000');
  });

  test.each([
    '/api/v3/traces/xyz',
    '/api/v3/traces/abc',
    '/api/traces/xyz',
    '/api/traces/abc',
    '/api/v3/traces?query.service_name=shopper',
    `/api/v3/traces?${window}&query.duration_min=5`,
    `/api/v3/traces?${window}&query.raw_traces=maybe`,
    `/api/v3/traces?${window.replace('22:13:00Z', '22:13:00')}`,
    '/api/dependencies?endTs=now',
    '/api/dependencies?endTs=1&lookback=long',
  ])('a refusal of %s', async (path) => {
    await expectTheSame(path);
  });
});
