/** The embedded store and the Collector as WebAssembly in the place of a take-home's containers, on the same ports. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Exchange, HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { receive, tracesPath } from '@spanlab/sandbox/store/otlp-receiver.ts';
import { createStore } from '@spanlab/sandbox/store/store.ts';
import { LessonFault } from '../lesson-fault.ts';
import type { ComposedService } from './compose-file.ts';
import type { Composed } from './composed.ts';
import { startCollector } from './embedded-collector.ts';
import type { Line } from './lines.ts';
import { type Answer, type Asked, listen } from './listen.ts';
import { portsMustBeFree } from './ports.ts';
import type { Project } from './project.ts';

const queryPort = 16_686;
const grpcPort = 4317;

/** Takes one request of somebody, by a port of a service. */
export type Take = (asked: Asked) => Promise<Answer>;

/**
 * @param programs the lab's services: who may have sent spans
 * @throws `CannotRun` when a port is taken, `LessonFault` when a service is neither a Jaeger nor a Collector
 */
export async function startEmbedded(
  services: readonly ComposedService[],
  { files }: Pick<Project, 'files'>,
  programs: readonly string[],
): Promise<Composed> {
  await portsMustBeFree(services);
  const lines: Line[] = [];
  const exchanges: Exchange[] = [];
  const store = createStore();

  /** Writes down who asked whom, told by the spans that were sent. */
  const logged = (to: string, take: Take, sender?: string): Take => {
    return async (asked) => {
      const startedAtMs = performance.now();
      const answer = await take(asked);
      const { method, url, headers, body } = asked;
      exchanges.push({
        id: String(exchanges.length),
        from: sender ?? (await senderOf(asked, programs)),
        to,
        method,
        url,
        requestHeaders: headers,
        requestBody: { bytes: body },
        response: {
          status: answer.status,
          statusText: '',
          headers: answer.headers,
          body: { bytes: answer.body },
        },
        startedAtMs,
        endedAtMs: performance.now(),
      });
      return answer;
    };
  };
  const store4318: Take = async (asked) => {
    const { status, headers, body, accepted } = await receive(asked);
    store.ingest(accepted);
    return { status, headers, body: new Uint8Array(body) };
  };
  const query: Take = async ({ path }) => {
    const { status, body } = store.query(path);
    return json(status, body);
  };

  await using started = new AsyncDisposableStack();
  for (const service of services) {
    const { name, ports } = service;
    const isCollector = service.files.some(({ target }) => /otelcol/u.test(target));
    if (!isCollector && name !== 'jaeger') {
      throw new LessonFault(
        'schema',
        'node/compose.yaml',
        `compose.yaml runs ${name}: only jaeger and a Collector can be had without containers`,
      );
    }
    const collector = isCollector
      ? await startCollector(service, files, {
          toJaeger: logged('jaeger', store4318, 'collector'),
          say: (text) => lines.push({ service: name, text }),
        })
      : undefined;
    if (collector !== undefined) started.use(collector);
    for (const { host, container } of ports) {
      const isQuery = collector === undefined && container === queryPort;
      const take = collector?.take(container) ?? (isQuery ? query : store4318);
      const isGrpc = collector?.isGrpc(container) ?? container === grpcPort;
      started.use(await listen(host, isGrpc ? 'grpc' : 'http', isQuery ? take : logged(name, take)));
    }
  }
  const running = started.move();
  return { lines, exchanges, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** The program that spans say they are of; `you` for what a reader sends by hand, in the lab's words. */
async function senderOf({ method, headers, body }: Asked, programs: readonly string[]): Promise<string> {
  const { accepted } = await receive({ method, path: tracesPath, headers, body });
  const [first] = accepted;
  const name = first === undefined ? '' : serviceName(first);
  return programs.includes(name) ? name : 'you';
}

function json(status: number, value: unknown): Answer {
  const headers: HeaderList = [['content-type', 'application/json']];
  return { status, headers, body: new TextEncoder().encode(JSON.stringify(value)) };
}
