/** A real Jaeger with our traces in it. */
import { GenericContainer, Wait } from 'testcontainers';
import setUpContainers from '../../tests/support/containers-setup.ts';
import { readImages } from '../../tools/images/compose-images.ts';
import { otlpRequests, wideTrace } from './make-traces.ts';

export interface RealJaeger extends AsyncDisposable {
  url: string;
  /** Puts a trace of so many spans in, and returns its id when all of it can be had. */
  add(spans: number, number: number): Promise<string>;
  /** How long its query API takes to hand over the whole trace, in ms. */
  apiMs(traceId: string): Promise<number>;
}

/** @throws when there is no Docker */
export async function startJaeger(): Promise<RealJaeger> {
  const tearDown = await setUpContainers();
  const container = await new GenericContainer(readImages().jaeger)
    .withEnvironment({ JAEGER_LISTEN_HOST: '0.0.0.0' })
    .withExposedPorts(16686, 4318, 13133)
    .withWaitStrategy(Wait.forHttp('/status', 13133))
    .start()
    .catch(async (error: unknown) => {
      await tearDown();
      throw error;
    });
  const at = (port: number): string => `http://${container.getHost()}:${container.getMappedPort(port)}`;
  return {
    url: at(16686),
    async add(spans, number) {
      for (const body of otlpRequests(wideTrace({ spans, number }))) {
        const answer = await fetch(`${at(4318)}/v1/traces`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(`Jaeger answered ${answer.status}: ${await answer.text()}`);
      }
      const traceId = number.toString(16).padStart(32, '0');
      await untilWhole(`${at(16686)}/api/traces/${traceId}`, spans);
      return traceId;
    },
    async apiMs(traceId) {
      const startedAt = performance.now();
      await (await fetch(`${at(16686)}/api/traces/${traceId}`)).arrayBuffer();
      return performance.now() - startedAt;
    },
    async [Symbol.asyncDispose]() {
      await container.stop();
      await tearDown();
    },
  };
}

/** Jaeger takes spans in batches of its own. */
async function untilWhole(url: string, spans: number): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const text = await (await fetch(url)).text();
    if (text.split('"spanID":').length > spans) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`Jaeger does not have all ${spans} spans`);
}
