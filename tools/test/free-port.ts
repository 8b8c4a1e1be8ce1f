import { createServer } from 'node:net';

/** Whether nothing listens on this port of localhost. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: 'localhost' }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `wanted` on, of at most 100. */
export async function firstFreePort(wanted: number, isFree = isPortFree): Promise<number> {
  for (let port = wanted; port < wanted + 100; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`ports ${wanted} to ${wanted + 99} are all taken; end one of the programs that use them`);
}
