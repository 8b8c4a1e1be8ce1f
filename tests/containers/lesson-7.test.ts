import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordedOtlp } from '../support/record-otlp.ts';
import type { RecordedExport } from '../support/recorder/main.ts';
import { type Backend, leftovers, startBackend } from './backend.ts';
import { embeddedStore } from './embedded-store.ts';
import { fourSpans, shapeOfV1, shapeOfV3 } from './trace-shape.ts';

/** OTLP lets a receiver that took everything leave out the number, or all of `partialSuccess`. */
function rejectedSpans(response: unknown): number {
  const partialSuccess = z.object({ rejectedSpans: z.coerce.number().default(0) });
  return (
    z.object({ partialSuccess: partialSuccess.optional() }).parse(response).partialSuccess?.rejectedSpans ?? 0
  );
}

describe('what lesson 7’s solution exported in Chromium', () => {
  let exports: RecordedExport[];
  let real: Backend;
  const embedded = embeddedStore();

  beforeAll(async () => {
    exports = await recordedOtlp('1-grocery-store/07-into-jaeger');
    real = await startBackend();
  });
  afterAll(async () => {
    await real?.stop();
    expect(await leftovers()).toEqual([]);
  });

  /** The trace as one backend tells it, through search and through both ways of asking for it by id. */
  async function trace({ query }: Pick<Backend, 'query'>) {
    // The recording may be from any day.
    const search = new URLSearchParams({
      'query.service_name': 'grocery-store',
      'query.start_time_min': new Date(0).toISOString(),
      'query.start_time_max': new Date(Date.now() + 3_600_000).toISOString(),
      'query.num_traces': '20',
      'query.search_depth': '20',
    });
    const found = await query(`/api/v3/traces?${search}`);
    if (found.status !== 200) return found;
    const traceIds = [...new Set(JSON.stringify(found.body).match(/(?<="traceId":")[0-9a-f]{32}/gu))];
    const [traceId] = traceIds;
    return {
      traces: traceIds.length,
      search: shapeOfV3(found.body),
      byIdV3: shapeOfV3((await query(`/api/v3/traces/${traceId}`)).body),
      byIdV1: shapeOfV1((await query(`/api/traces/${traceId}`)).body),
    };
  }

  const oneTrace = { traces: 1, search: fourSpans, byIdV3: fourSpans, byIdV1: fourSpans };

  test('came from both services, as OTLP over HTTP', () => {
    expect(new Set(exports.map(({ service }) => service))).toEqual(new Set(['shopper', 'grocery-store']));
    expect(new Set(exports.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
  });

  test('is taken whole by the Collector and by the embedded store', async () => {
    for (const { path, contentType, bodyBase64 } of exports) {
      const body = new Uint8Array(Buffer.from(bodyBase64, 'base64'));
      for (const backend of [real, embedded]) {
        const response = await backend.send(path, contentType, body);
        expect({ status: response.status, rejected: rejectedSpans(await response.json()) }).toEqual({
          status: 200,
          rejected: 0,
        });
      }
    }
  });

  test('is the four-span trace in Jaeger', async () => {
    await expect.poll(() => trace(real), { timeout: 10_000 }).toEqual(oneTrace);
  });

  test('is the same four-span trace in the embedded store', async () => {
    expect(await trace(embedded)).toEqual(oneTrace);
  });
});
