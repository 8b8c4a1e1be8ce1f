/**
 * OTLP/gRPC on a socket: unary `Export`, as https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md has it.
 */
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { CannotInflate, unpacked } from '@spanlab/sandbox/store/inflate.ts';
import { defaultMaxBodyBytes } from '@spanlab/sandbox/store/otlp-receiver.ts';
import type { Intake } from './intake.ts';

const code = {
  ok: 0,
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

const paths: ReadonlyMap<string, string> = new Map(
  [
    ['trace.v1.TraceService', '/v1/traces'],
    ['metrics.v1.MetricsService', '/v1/metrics'],
    ['logs.v1.LogsService', '/v1/logs'],
  ].map(([service, path]): [string, string] => [
    `/opentelemetry.proto.collector.${service}/Export`,
    path ?? '',
  ]),
);

const byHttpStatus: Readonly<Record<number, number>> = {
  200: code.ok,
  400: code.invalidArgument,
  404: code.unimplemented,
  413: code.resourceExhausted,
  503: code.unavailable,
};

/** A gRPC error on its way to the caller. */
class GrpcError extends Error {
  readonly code: number;
  constructor(status: number, message: string) {
    super(message);
    this.code = status;
  }
}

/** What to do with the streams of an `http2` server: every call is one of this run. */
export function otlpGrpcListener(runId: string, intake: Intake, maxBodyBytes = defaultMaxBodyBytes) {
  return (stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void => {
    stream.on('error', () => stream.close());
    void answer(stream, headers, { runId, intake, maxBodyBytes }).catch((error: unknown) => {
      if (stream.destroyed || stream.headersSent) return stream.close();
      const status = error instanceof GrpcError ? error.code : code.internal;
      const message = error instanceof Error ? error.message : String(error);
      stream.respond(
        {
          ':status': 200,
          'content-type': 'application/grpc',
          'grpc-status': String(status),
          'grpc-message': percentEncoded(message),
        },
        { endStream: true },
      );
    });
  };
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  { runId, intake, maxBodyBytes }: { runId: string; intake: Intake; maxBodyBytes: number },
): Promise<void> {
  const called = String(headers[':path'] ?? '');
  const path = paths.get(called);
  if (path === undefined) throw new GrpcError(code.unimplemented, `unknown method ${called.slice(0, 200)}`);
  const body = await messageOf(stream, String(headers['grpc-encoding'] ?? 'identity'), maxBodyBytes);
  const reply = await intake.take(runId, {
    method: 'POST',
    url: `http://localhost:4317${called}`,
    path,
    headers: [['content-type', 'application/x-protobuf']],
    wireHeaders: wireHeaders(headers),
    body,
  });
  const status = byHttpStatus[reply.status] ?? code.internal;
  if (status !== code.ok) throw new GrpcError(status, reply.message);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(code.ok) }));
  stream.end(framed(reply.body));
}

/** The one message of a unary call. */
async function messageOf(
  stream: ServerHttp2Stream,
  encoding: string,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most + 5) {
      throw new GrpcError(code.resourceExhausted, `the message has more than ${most} bytes`);
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length < 5 || bytes.readUInt32BE(1) !== bytes.length - 5) {
    throw new GrpcError(code.internal, 'the call does not hold one whole message');
  }
  const message = new Uint8Array(bytes.subarray(5));
  if (bytes[0] === 0) return message;
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    throw new GrpcError(
      code.unimplemented,
      `grpc-encoding is ${encoding}, expected gzip, deflate or identity`,
    );
  }
  try {
    return new Uint8Array(await unpacked(message, encoding, most));
  } catch (error) {
    if (!(error instanceof CannotInflate)) throw error;
    throw new GrpcError(error.tooLarge ? code.resourceExhausted : code.internal, error.message);
  }
}

/** As the protocol asks: printable ASCII stays as it is, but for the sign itself. */
function percentEncoded(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) =>
    byte >= 0x20 && byte <= 0x7e && byte !== 0x25
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function wireHeaders(headers: IncomingHttpHeaders): HeaderList {
  return Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each]));
}
