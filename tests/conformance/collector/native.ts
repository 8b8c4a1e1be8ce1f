/** The native Collector: a container of the pinned image for each configuration, beside real servers to export to. */
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { createConsoleLog } from '../../../sandbox/collector/console-log.ts';
import { readImages } from '../../../tools/images/compose-images.ts';
import type { Case } from './case.ts';
import { configFacts } from './config-facts.ts';
import type { LogRecord, Outcome, RunningCollector } from './outcome.ts';
import { type Delivery, sinkHosts } from './sink.ts';
import { type SinkServer, startSink } from './sink-servers.ts';

/** Runs one configuration from its start to its end, with `exercise` in between. */
export async function runNative(
  { config, env, corpus, requests }: Case,
  exercise: (collector: RunningCollector) => Promise<Outcome['answers']>,
): Promise<Outcome> {
  const deliveries: Delivery[] = [];
  const log: LogRecord[] = [];
  const sinks = await startSinks(config, (delivery) => deliveries.push(delivery));
  try {
    const take = (record: LogRecord) => log.push({ ...record, text: sinks.restored(record.text) });
    const ports = corpus || requests.length > 0 ? [configFacts(config).httpPort ?? 4318] : [];
    const started = await start(sinks.rewritten(config), { env, ports }, take);
    if ('error' in started) {
      return { error: sinks.restored(started.error), answers: [], deliveries, log };
    }
    try {
      const send: RunningCollector['send'] = async ({ port, method, path, headers, body }) => {
        const url = `http://${started.container.getHost()}:${started.container.getMappedPort(port)}${path}`;
        const response = await fetch(url, { method, headers, ...(method !== 'GET' && { body }) });
        const contentType = response.headers.get('content-type') ?? '';
        return { status: response.status, contentType, body: sinks.restored(await response.text()) };
      };
      return { error: '', answers: await exercise({ send, deliveries, log }), deliveries, log };
    } finally {
      // With SIGTERM, so that what it holds is delivered; and its log is read to the end.
      await started.container.stop({ timeout: 10_000 });
      const text = await started.written;
      // Anew, as a whole: it came line by line, and some records have several.
      log.length = 0;
      createConsoleLog(take).write(text);
    }
  } finally {
    sinks.close();
  }
}

/** In a container, this process has other names than `localhost`. */
const loopback = 'loopback';
const knownHosts = sinkHosts.map((host) => host.replace('localhost', loopback));

/** `written`: all that it wrote, once it has ended. */
type Started = { container: StartedTestContainer; written: Promise<string> } | { error: string };

const isReady = /Everything is ready/u;
const isRefused = /^Error: /mu;

async function start(
  config: string,
  { env, ports }: { env: Record<string, string>; ports: number[] },
  emit: (record: LogRecord) => void,
): Promise<Started> {
  const { promise: written, resolve: end } = Promise.withResolvers<string>();
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>();
  let text = '';
  const consoleLog = createConsoleLog(emit);
  const container = await new GenericContainer(readImages().collector)
    .withCopyContentToContainer([{ content: config, target: '/etc/otelcol-contrib/config.yaml' }])
    .withEnvironment(env)
    .withExtraHosts(knownHosts.map((host) => ({ host, ipAddress: 'host-gateway' })))
    .withExposedPorts(...ports)
    .withStartupTimeout(20_000)
    .withLogConsumer((stream) => {
      stream.on('data', (data: Buffer) => {
        const line = `${data.toString().replace(/\n$/u, '')}\n`;
        text += line;
        consoleLog.write(line);
        if (isReady.test(line) || isRefused.test(line)) decide();
      });
      stream.on('end', () => end(text));
    })
    // A container that has said why it ends is no failure here.
    .withWaitStrategy(Wait.forLogMessage(/Everything is ready|^Error: /u))
    .start();
  await decided;
  if (!isRefused.test(text)) return { container, written };
  await container.stop();
  return { error: (await written).slice(text.search(isRefused)).trim() };
}

/** Servers for the destinations that a configuration names, on ports of their own. */
async function startSinks(config: string, take: (delivery: Delivery) => void) {
  const { exportsToLoopback } = configFacts(config);
  const servers = new Map<string, SinkServer>();
  for (const host of sinkHosts) {
    for (const port of [4317, 4318] as const) {
      const address = `${host}:${port}`;
      const isWanted = host === 'localhost' ? exportsToLoopback(port) : config.includes(address);
      if (isWanted) servers.set(address, await startSink(host, port, take));
    }
  }
  const ports = [...servers].map(([address, { port }]): [string, string] => [
    address,
    `${address.split(':')[0]?.replace('localhost', loopback)}:${port}`,
  ]);
  return {
    /** Destinations at the ports they really have; receivers where the outside of a container can reach them. */
    rewritten: (text: string) =>
      ports
        .reduce((all, [address, actual]) => all.replaceAll(address, actual), text)
        .replaceAll(/(?<=endpoint: ["']?)(?:localhost|127\.0\.0\.1)(?=:4318\b)/gu, '0.0.0.0'),
    restored: (text: string) =>
      ports.reduce((all, [address, actual]) => all.replaceAll(actual, address), text),
    close: () => {
      for (const server of servers.values()) server.close();
    },
  };
}
