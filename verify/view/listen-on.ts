/** Has a server listen, and says clearly when somebody else does. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { holderOf, howToFind } from '../backends/port-holder.ts';
import { UsageError } from '../output.ts';

export interface Listening extends AsyncDisposable {
  readonly port: number;
}

/** @returns undefined when the port is taken, or this machine has no such address */
export async function listenOn(
  port: number,
  host: '127.0.0.1' | '::1',
  listener: RequestListener,
): Promise<Listening | undefined> {
  const server = createServer(listener);
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EACCES')
      throw new UsageError(`port ${port} is only for administrators: choose one above 1023`);
    if (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return undefined;
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      // Whoever is in the middle of something is not waited for.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** `port 4318 is held by process 12 (otelcol)`. */
export async function heldBy(port: number): Promise<string> {
  const holder = await holderOf(port);
  return `port ${port} is held by ${holder ?? `somebody else (${howToFind(port)} finds out who)`}`;
}
