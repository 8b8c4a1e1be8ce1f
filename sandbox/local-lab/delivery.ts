/** Sends one span to a Collector and looks for it in Jaeger. */

import { hexFromBytes } from '../store/otlp/span-id.ts';
import type { Probes } from './knock.ts';

export interface DeliveryEffects {
  /** `fetch`, or something like it. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  wait(ms: number): Promise<void>;
}

const pausesMs = [100, 200, 400, 800, 1_600] as const;
const giveUpAfterMs = 5_000;

/** @returns what became of it; never rejects. */
export async function tryDelivery(
  collector: string,
  jaeger: string,
  { fetch, now, wait }: DeliveryEffects,
): Promise<NonNullable<Probes['delivery']>> {
  const startedAt = now();
  const traceId = randomHex(16);
  const body = JSON.stringify(selfTestSpan(traceId, startedAt));
  const headers = { 'content-type': 'application/json' };
  const answered = async (asking: Promise<Response>): Promise<boolean> => {
    try {
      const response = await asking;
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
  const sent = await answered(fetch(`${collector}/v1/traces`, { method: 'POST', headers, body }));
  let found = false;
  for (let turn = 0; sent && !found && now() - startedAt < giveUpAfterMs; turn += 1) {
    await wait(pausesMs[turn] ?? 1_600);
    found = await answered(fetch(`${jaeger}/api/v3/traces/${traceId}`));
  }
  return { sent, found, waitedMs: now() - startedAt };
}

function selfTestSpan(traceId: string, nowMs: number): unknown {
  const nanos = `${nowMs}000000`;
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'spanlab-self-test' } }] },
        scopeSpans: [
          {
            scope: { name: 'spanlab' },
            spans: [
              {
                traceId,
                spanId: randomHex(8),
                name: 'self-test',
                kind: 1,
                startTimeUnixNano: nanos,
                endTimeUnixNano: nanos,
              },
            ],
          },
        ],
      },
    ],
  };
}

function randomHex(bytes: number): string {
  return hexFromBytes(crypto.getRandomValues(new Uint8Array(bytes)));
}
