/** What a learner may have at the address of a Collector, as real servers. */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** An OTLP receiver, as far as anybody can tell from here; without CORS. */
const receiver: RequestListener = (request, response) => {
  request.resume();
  response
    .writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' })
    .end('{}');
};
const withCors: RequestListener = (request, response) => {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', '*');
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else receiver(request, response);
};

const makers = {
  plain: () => createServer(receiver),
  cors: () => createServer(withCors),
  /** A gRPC server begins as any HTTP/2 server does. */
  grpc: () => createHttp2(),
  tls: () => createHttps({ key: fixture('key.pem'), cert: fixture('cert.pem') }, receiver),
  /** As Go's servers do: they tell plain HTTP what is wrong. */
  goTls: () =>
    createTcp((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'),
      ),
    ),
  silent: () => createTcp(() => undefined),
  notHttp: () => createTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')),
  closing: () => createTcp((socket) => socket.once('data', () => socket.end())),
  notOtlp: () => createServer((_, response) => void response.writeHead(404).end('no')),
} satisfies Record<string, () => Server>;

export type FaultyServer = keyof typeof makers;

export interface Faulty {
  address: string;
  port: number;
  close(): Promise<void>;
}

export async function faulty(kind: FaultyServer): Promise<Faulty> {
  const server: Server = makers[kind]();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `${kind === 'tls' ? 'https' : 'http'}://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
