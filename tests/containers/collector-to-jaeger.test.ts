import { getRandomValues } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, leftovers, startBackend } from './backend.ts';
import { handMadeTrace } from './hand-made-trace.ts';
import { fourSpans, shapeOfV1, shapeOfV3 } from './trace-shape.ts';

const json = 'application/json';

describe('the shipped Collector configuration, in front of Jaeger', () => {
  let backend: Backend;
  const trace = handMadeTrace(getRandomValues(new Uint8Array(16)), Date.now());
  const hourMs = 3_600_000;

  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(async () => {
    await backend?.stop();
    expect(await leftovers()).toEqual([]);
  });

  test('takes OTLP/HTTP JSON and answers that it took all of it', async () => {
    const response = await backend.send('/v1/traces', json, trace.body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ partialSuccess: {} });
  });

  test('lets the whole trace be found by its id in both of Jaeger’s query APIs', async () => {
    const shape = async (path: string, read: typeof shapeOfV3) => {
      const { status, body } = await backend.query(`${path}/${trace.traceId}`);
      return status === 200 ? read(body) : status;
    };
    await expect.poll(() => shape('/api/v3/traces', shapeOfV3), { timeout: 10_000 }).toEqual(fourSpans);
    expect(await shape('/api/traces', shapeOfV1)).toEqual(fourSpans);
  });

  test('lets the trace be found by service and time', async () => {
    const between = new URLSearchParams({
      'query.service_name': 'shopper',
      // One and the same, in the words of Jaeger 2.13 and of newer ones. Without it: 500.
      'query.num_traces': '20',
      'query.search_depth': '20',
      'query.start_time_min': new Date(Date.now() - hourMs).toISOString(),
      'query.start_time_max': new Date(Date.now() + hourMs).toISOString(),
    });
    const answer = await backend.query(`/api/v3/traces?${between}`);
    expect(answer).toMatchObject({ status: 200 });
    expect(shapeOfV3(answer.body)).toEqual(fourSpans);
  });

  test('lets pages of this machine post to it, and no others', async () => {
    const allowed = async (origin: string) =>
      (await backend.preflight(origin)).headers.get('access-control-allow-origin');
    expect(await allowed('http://localhost:4321')).toBe('http://localhost:4321');
    expect(await allowed('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
    expect(await allowed('https://elsewhere.example')).toBeNull();
    expect(await allowed('http://localhost.elsewhere.example')).toBeNull();
  });

  test('refuses what is not OTLP', async () => {
    const response = await backend.send('/v1/traces', json, new TextEncoder().encode('{"resourceSpans": 1}'));
    expect(response.status).toBe(400);
  });
});
