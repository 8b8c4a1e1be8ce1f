import { readFileSync } from 'node:fs';
import {
  GenericContainer,
  getContainerRuntimeClient,
  getReaper,
  LABEL_TESTCONTAINERS_SESSION_ID,
  Network,
  type StartedTestContainer,
  Wait,
} from 'testcontainers';
import { readImages } from '../../tools/images/compose-images.ts';

/** A real Collector in front of a real Jaeger, on a network of their own. */
export interface Backend {
  /** Posts to the Collector's OTLP/HTTP receiver. */
  send: (path: string, contentType: string, body: Uint8Array<ArrayBuffer>) => Promise<Response>;
  /** Asks the Collector, as a browser would, whether a page of this origin may post to it. */
  preflight: (origin: string) => Promise<Response>;
  /** Asks Jaeger's query API. */
  query: (pathWithSearch: string) => Promise<{ status: number; body: unknown }>;
  stop: () => Promise<void>;
}

/** Starts both with the configuration that `deploy/` ships, by the image names it pins. */
export async function startBackend(): Promise<Backend> {
  const images = readImages();
  await using started = new AsyncDisposableStack();
  const network = await new Network().start();
  started.defer(async () => void (await network.stop()));
  const run = async (container: GenericContainer): Promise<StartedTestContainer> => {
    const running = await container.withNetwork(network).start();
    started.defer(async () => void (await running.stop()));
    return running;
  };

  const jaeger = await run(
    new GenericContainer(images.jaeger)
      .withNetworkAliases('jaeger')
      .withEnvironment({ JAEGER_LISTEN_HOST: '0.0.0.0' })
      .withExposedPorts(16686, 13133)
      .withWaitStrategy(Wait.forHttp('/status', 13133)),
  );
  const config = readFileSync(new URL('../../deploy/collector.yaml', import.meta.url), 'utf8');
  const collector = await run(
    new GenericContainer(images.collector)
      .withCopyContentToContainer([{ content: config, target: '/etc/otelcol-contrib/config.yaml' }])
      .withExposedPorts(4318, 13133)
      .withWaitStrategy(Wait.forHttp('/', 13133)),
  );

  const address = (container: StartedTestContainer, port: number) =>
    `http://${container.getHost()}:${container.getMappedPort(port)}`;
  const running = started.move();
  return {
    send: (path, contentType, body) =>
      fetch(`${address(collector, 4318)}${path}`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      }),
    preflight: (origin) =>
      fetch(`${address(collector, 4318)}/v1/traces`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      }),
    query: async (pathWithSearch) => {
      const response = await fetch(`${address(jaeger, 16686)}${pathWithSearch}`);
      return { status: response.status, body: await response.json() };
    },
    stop: () => running.disposeAsync(),
  };
}

/** The containers and networks of this test run that still exist, running or not, by name. */
export async function leftovers(): Promise<string[]> {
  const client = await getContainerRuntimeClient();
  const { sessionId } = await getReaper(client);
  const filters = { label: [`${LABEL_TESTCONTAINERS_SESSION_ID}=${sessionId}`] };
  const { dockerode } = client.container;
  const containers = await dockerode.listContainers({ all: true, filters });
  const networks = await dockerode.listNetworks({ filters });
  return [
    ...containers.filter(({ Image }) => !Image.includes('ryuk')).flatMap(({ Names }) => Names),
    ...networks.map(({ Name }) => Name),
  ];
}
