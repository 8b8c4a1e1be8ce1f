/** Takes what peers' examples send, which have no backend of their own, and answers at once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function openReceiver(): Promise<{ endpoint: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
