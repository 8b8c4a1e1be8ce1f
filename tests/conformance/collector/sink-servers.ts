/** Real servers in the place of the hosts the native Collector exports to. */
import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { answerOf, type Delivery } from './sink.ts';

export interface SinkServer {
  port: number;
  close: () => void;
}

/** Listens on a free port, for `host:4317` or `host:4318`. */
export async function startSink(
  host: string,
  port: 4317 | 4318,
  take: (delivery: Delivery) => void,
): Promise<SinkServer> {
  const server = port === 4317 ? grpcServer(host, take) : httpServer(host, take);
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return { port: actual, close: () => server.close() };
}

function httpServer(host: string, take: (delivery: Delivery) => void): http.Server {
  const server = http.createServer(async (request, response) => {
    const packed = Buffer.concat(await request.toArray());
    const body = unpacked(packed, request.headers['content-encoding'] ?? '');
    const contentType = request.headers['content-type'] ?? '';
    take({ destination: `http ${host}:4318${request.url}`, contentType, body });
    const answer = answerOf(host);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  return server;
}

function grpcServer(host: string, take: (delivery: Delivery) => void): http2.Http2Server {
  return http2.createServer().on('stream', async (stream: http2.ServerHttp2Stream, headers) => {
    // A client that goes away is no error of a test's.
    stream.on('error', () => undefined);
    const frame = Buffer.concat(await stream.toArray());
    const encoding = frame[0] === 1 ? String(headers['grpc-encoding']) : '';
    take({
      destination: `grpc ${host}:4317${headers[':path']}`,
      contentType: 'application/grpc',
      body: unpacked(frame.subarray(5), encoding),
    });
    const { grpcStatus, grpcMessage } = answerOf(host);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () =>
      stream.sendTrailers({ 'grpc-status': String(grpcStatus), 'grpc-message': grpcMessage }),
    );
    stream.end(grpcStatus === 0 ? Buffer.alloc(5) : undefined);
  });
}

/** @throws Error for an encoding no case uses */
export function unpacked(body: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'gzip') return gunzipSync(body);
  if (encoding === 'zstd') return zstdDecompressSync(body);
  if (encoding === '' || encoding === 'identity' || encoding === 'none') return body;
  throw new Error(`the sink cannot read content-encoding ${encoding}`);
}
