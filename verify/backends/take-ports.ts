/** OTLP's own two ports, for programs that have them written down. */
import { createServer } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { Server } from 'node:net';
import type { Intake } from './intake.ts';
import { otlpGrpcListener } from './otlp-grpc.ts';
import { otlpListener } from './otlp-http.ts';
import { holderOf, howToFind } from './port-holder.ts';

export const otlpPorts = { grpc: 4317, http: 4318 } as const;

/** Somebody else listens there. Says who, and what to do. */
export class PortTaken extends Error {
  override name = 'PortTaken';
}

/** `localhost` is one of the two, and which differs by program and machine. */
const hosts = ['127.0.0.1', '::1'] as const;

/**
 * Make both ports, on IPv4 and IPv6, lead to a run, until it is disposed: then every connection is closed.
 * @throws PortTaken
 */
export async function takePorts(
  runId: string,
  intake: Intake,
  ports: { grpc: number; http: number } = otlpPorts,
): Promise<AsyncDisposable> {
  await using taken = new AsyncDisposableStack();
  for (const host of hosts) {
    const http = createServer(otlpListener((path) => ({ runId, path }), intake));
    if (await listens(http, ports.http, host))
      taken.defer(() => closed(http, () => http.closeAllConnections()));

    const sessions = new Set<ServerHttp2Session>();
    const grpc = createHttp2Server();
    grpc.on('stream', otlpGrpcListener(runId, intake));
    grpc.on('session', (session) => {
      sessions.add(session);
      session.on('error', () => session.destroy());
      session.once('close', () => sessions.delete(session));
    });
    if (await listens(grpc, ports.grpc, host)) {
      taken.defer(() =>
        closed(grpc, () => {
          for (const each of sessions) each.destroy();
        }),
      );
    }
  }
  return taken.move();
}

/** False on a machine without this kind of address. */
async function listens(server: Server, port: number, host: string): Promise<boolean> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, resolve);
    });
    return true;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : undefined;
    if (host === '::1' && (why === 'EADDRNOTAVAIL' || why === 'EAFNOSUPPORT')) return false;
    if (why !== 'EADDRINUSE') throw error;
    throw new PortTaken(await taken(port));
  }
}

async function taken(port: number): Promise<string> {
  const holder = await holderOf(port);
  const who = holder === undefined ? `somebody else (${howToFind(port)} finds out who)` : holder;
  const container =
    holder === undefined || holder.includes('docker-proxy')
      ? `; if it is a container: docker ps --filter publish=${port}`
      : '';
  return `Port ${port} is held by ${who}${container}. The example sends to localhost:${port}, so nothing else may listen there: end it for the time of the run, or let the example take its address from OTEL_EXPORTER_OTLP_ENDPOINT.`;
}

function closed(server: Server, hangUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    hangUp();
  });
}
