/** A port of this machine that takes OTLP: over HTTP, or over gRPC with the message as an HTTP body would have it. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { otlpGrpcListener } from '../../backends/otlp-grpc.ts';

export interface Asked {
  method: string;
  url: string;
  /** With its search. */
  path: string;
  headers: HeaderList;
  body: Uint8Array<ArrayBuffer>;
}

export interface Answer {
  status: number;
  headers: HeaderList;
  body: Uint8Array<ArrayBuffer>;
}

const maxBodyBytes = 20 * 1024 * 1024;

export async function listen(
  port: number,
  protocol: 'http' | 'grpc',
  take: (asked: Asked) => Promise<Answer>,
): Promise<AsyncDisposable> {
  const { server, hangUp } = protocol === 'http' ? httpServer(port, take) : grpcServer(port, take);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  };
}

function httpServer(port: number, take: (asked: Asked) => Promise<Answer>) {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > maxBodyBytes) throw new Error(`the body is larger than ${maxBodyBytes} bytes`);
      pieces.push(piece);
    }
    const { method = 'GET', url: path = '/' } = request;
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const body = new Uint8Array(Buffer.concat(pieces));
    const {
      status,
      headers: back,
      body: text,
    } = await take({
      ...{ method, path, headers, body },
      url: `http://localhost:${port}${path}`,
    });
    response.writeHead(status, Object.fromEntries(back)).end(text);
  };
  const server = createHttpServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return { server, hangUp: () => server.closeAllConnections() };
}

function grpcServer(port: number, take: (asked: Asked) => Promise<Answer>) {
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server();
  const intake = {
    async take(_: string, asked: Asked) {
      const url = `http://localhost:${port}${new URL(asked.url).pathname}`;
      return { ...(await take({ ...asked, url })), message: '' };
    },
  };
  server.on('stream', otlpGrpcListener('', intake));
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => session.destroy());
    session.once('close', () => sessions.delete(session));
  });
  return {
    server,
    hangUp() {
      for (const session of sessions) session.destroy();
    },
  };
}
