import { readFileSync } from 'node:fs';
import { GenericContainer, Wait } from 'testcontainers';
import { readImages } from '../../../tools/images/compose-images.ts';

/** A real Jaeger that has stored what it answered 200 to. */
export interface Jaeger {
  /** Stores one `ExportTraceServiceRequest` in JSON. */
  send: (body: string | Uint8Array<ArrayBuffer>, contentEncoding?: string) => Promise<number>;
  /** The body is JSON where it is that, else the text. */
  query: (pathWithSearch: string) => Promise<{ status: number; body: unknown }>;
  stop: () => Promise<void>;
}

export async function startJaeger(): Promise<Jaeger> {
  const config = readFileSync(new URL('./jaeger.yaml', import.meta.url), 'utf8');
  const container = await new GenericContainer(readImages().jaeger)
    .withCopyContentToContainer([{ content: config, target: '/etc/jaeger/conformance.yaml' }])
    .withCommand(['--config', '/etc/jaeger/conformance.yaml'])
    .withEnvironment({ JAEGER_LISTEN_HOST: '0.0.0.0' })
    .withExposedPorts(4318, 16686, 13133)
    .withWaitStrategy(Wait.forHttp('/status', 13133))
    .start();
  const address = (port: number) => `http://${container.getHost()}:${container.getMappedPort(port)}`;
  return {
    async send(body, contentEncoding) {
      const headers = {
        'content-type': 'application/json',
        ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
      };
      const response = await fetch(`${address(4318)}/v1/traces`, { method: 'POST', headers, body });
      await response.text();
      return response.status;
    },
    async query(pathWithSearch) {
      const response = await fetch(`${address(16686)}${pathWithSearch}`);
      return { status: response.status, body: jsonOrText(await response.text()) };
    },
    stop: async () => void (await container.stop()),
  };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
