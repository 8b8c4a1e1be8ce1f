/** The WebAssembly Collector: threads of this process, each running one configuration after the other. */
import type { CollectorSurroundings } from '../../../sandbox/collector/collector.ts';
import { openNodeCollector } from '../../../sandbox/collector/node.ts';
import { collectorFolder } from '../../collector/collector-folder.ts';
import type { Case } from './case.ts';
import type { LogRecord, Outcome, RunningCollector } from './outcome.ts';
import { answerOf, type Delivery, sinkHosts } from './sink.ts';
import { unpacked } from './sink-servers.ts';

type Host = Awaited<ReturnType<typeof openNodeCollector>>;

interface Seat {
  host: Host;
  /** Of the configuration that runs. */
  deliveries: Delivery[];
  log: LogRecord[];
}

export interface WasmCollectors {
  validate: (config: Pick<Case, 'config' | 'env'>) => Promise<string>;
  /** Runs one configuration from its start to its end, with `exercise` in between. */
  run: (
    config: Pick<Case, 'config' | 'env'>,
    exercise: (collector: RunningCollector) => Promise<Outcome['answers']>,
  ) => Promise<Outcome>;
  dispose: () => void;
}

/** @param size how many may run at a time; others wait for their turn */
export async function openWasmCollectors(size: number): Promise<WasmCollectors> {
  const folder = await collectorFolder();
  const seats = await Promise.all(Array.from({ length: size }, () => openSeat(folder)));
  const free = [...seats];
  const waiting: ((seat: Seat) => void)[] = [];
  const withSeat = async <Result>(use: (seat: Seat) => Promise<Result>): Promise<Result> => {
    const seat = free.pop() ?? (await new Promise<Seat>((resolve) => waiting.push(resolve)));
    try {
      return await use(seat);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(seat);
      else next(seat);
    }
  };
  return {
    validate: ({ config, env }) => withSeat(({ host }) => host.validate({ config, env })),
    run: ({ config, env }, exercise) => withSeat((seat) => runIn(seat, { config, env }, exercise)),
    dispose: () => {
      for (const { host } of seats) host.dispose();
    },
  };
}

async function openSeat(folder: string): Promise<Seat> {
  const seat: Omit<Seat, 'host'> = { deliveries: [], log: [] };
  const surroundings: CollectorSurroundings = {
    async call({ protocol, request }) {
      const { host: authority, hostname, pathname, search } = new URL(request.url);
      const sent = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
      seat.deliveries.push({
        destination: `${protocol} ${authority}${pathname}${search}`,
        contentType: sent.get('content-type') ?? '',
        body: unpacked(request.body ?? new Uint8Array(), sent.get('content-encoding') ?? ''),
      });
      const { headers, body, ...answer } = answerOf(hostname);
      return {
        ...answer,
        statusText: '',
        headers: Object.entries(headers),
        body: new TextEncoder().encode(body),
      };
    },
    log: (record) => seat.log.push(record),
    progress: () => undefined,
    broke: (reason) => seat.log.push({ level: 'fatal', text: reason }),
  };
  const host = await openNodeCollector(surroundings, folder);
  await host.load();
  host.places({
    at: Object.fromEntries(
      sinkHosts.flatMap((name) => [
        [`${name}:4317`, 'grpc' as const],
        [`${name}:4318`, 'http' as const],
      ]),
    ),
    hosts: sinkHosts,
    taken: [],
  });
  return Object.assign(seat, { host });
}

async function runIn(
  seat: Seat,
  config: Pick<Case, 'config' | 'env'>,
  exercise: (collector: RunningCollector) => Promise<Outcome['answers']>,
): Promise<Outcome> {
  const { host } = seat;
  const deliveries: Delivery[] = [];
  const log: LogRecord[] = [];
  seat.deliveries = deliveries;
  seat.log = log;
  const started = await host.start(config);
  if (!started.ok) return { error: started.error, answers: [], deliveries, log };
  const send: RunningCollector['send'] = async ({ port, method, path, headers, body }) => {
    const response = await host.request(port, {
      method,
      url: `http://localhost:${port}${path}`,
      headers: Object.entries(headers),
      ...(method !== 'GET' && { body }),
    });
    if ('failure' in response) throw new Error(response.failure.message);
    const contentType = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    return { status: response.status, contentType, body: new TextDecoder().decode(response.body) };
  };
  try {
    return { error: '', answers: await exercise({ send, deliveries, log }), deliveries, log };
  } finally {
    await host.stop();
  }
}
