/** The real Collector as WebAssembly, with the configuration a take-home mounts into its container. */
import { openNodeCollector } from '@spanlab/sandbox/collector/node.ts';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { tracesPath } from '@spanlab/sandbox/store/otlp-receiver.ts';
import { LessonFault } from '../lesson-fault.ts';
import { otlpPorts } from '../otlp-ports.ts';
import type { ComposedService } from './compose-file.ts';
import type { Take } from './embedded.ts';

const protobuf = 'application/x-protobuf';
/** gRPC's status for what went wrong on the other side. */
const internal = 13;

export interface EmbeddedCollector extends AsyncDisposable {
  /** Takes requests for one of its ports. */
  take(port: number): Take;
  /** Whether a port is one of its gRPC receivers. */
  isGrpc(port: number): boolean;
}

export interface CollectorNeighbours {
  toJaeger: Take;
  /** A line of its log. */
  say(text: string): void;
}

/** @throws `LessonFault` with the Collector's own words when it does not take the configuration */
export async function startCollector(
  { files: mounted, environment }: ComposedService,
  files: Readonly<Record<string, string>>,
  { toJaeger, say }: CollectorNeighbours,
): Promise<EmbeddedCollector> {
  const source = mounted[0]?.source ?? 'collector.yaml';
  const config = files[source] ?? '';
  const host = await openNodeCollector({
    async call({ protocol, request }) {
      const body = request.body ?? new Uint8Array();
      // gRPC's message is what OTLP over HTTP has as its body.
      const isGrpc = protocol === 'grpc';
      const path = isGrpc ? tracesPath : new URL(request.url).pathname;
      const headers: HeaderList = isGrpc ? [['content-type', protobuf]] : request.headers;
      const answer = await toJaeger({ method: request.method, url: request.url, path, headers, body });
      return {
        ...answer,
        statusText: '',
        ...(isGrpc && { grpcStatus: answer.status === 200 ? 0 : internal, grpcMessage: '' }),
      };
    },
    log: ({ text }) => {
      for (const line of text.split('\n')) say(line);
    },
    progress: () => undefined,
    broke: (reason) => say(reason),
  });
  await host.load();
  host.places({ at: { 'jaeger:4317': 'grpc', 'jaeger:4318': 'http' }, hosts: ['jaeger'], taken: [] });
  const started = await host.start({ config, env: environment });
  if (!started.ok) {
    host.dispose();
    throw new LessonFault(
      'collector',
      `solution/${source}`,
      `The Collector does not take it: ${started.error}`,
    );
  }
  const { http, grpc } = otlpPorts(config);
  return {
    isGrpc: (port) => grpc.includes(port),
    // The WebAssembly has no sockets: what came by gRPC is handed to the same Collector's HTTP receiver.
    take: (port) => async (asked) => {
      const to = grpc.includes(port) ? http[0] : port;
      if (to === undefined) throw new Error(`collector.yaml has no HTTP receiver beside gRPC on ${port}`);
      const headers = asked.headers.filter(([name]) => /^content-/u.test(name) && name !== 'content-length');
      const url = `http://localhost:${to}${asked.path}`;
      const answer = await host.request(to, { method: asked.method, url, headers, body: asked.body });
      if ('failure' in answer) throw new Error(answer.failure.message);
      return { status: answer.status, headers: answer.headers, body: answer.body ?? new Uint8Array() };
    },
    async [Symbol.asyncDispose]() {
      await host.stop();
      host.dispose();
    },
  };
}
