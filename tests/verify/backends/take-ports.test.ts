import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { credentials, makeGenericClientConstructor, type ServiceError } from '@grpc/grpc-js';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as HttpExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { createIntake } from '../../../verify/backends/intake.ts';
import { createLedger } from '../../../verify/backends/ledger.ts';
import { PortTaken, takePorts } from '../../../verify/backends/take-ports.ts';
import { someSpan } from '../../store/some-span.ts';
import { exportSpans, oneSpan, post } from './exporting.ts';

const listening = (port = 0): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => void server.close(() => resolve()));

/** Two ports that were free a moment ago: the usual ones may be somebody's. */
async function freePorts(): Promise<{ grpc: number; http: number }> {
  const servers = [await listening(), await listening()];
  const [grpc = 0, http = 0] = servers.map(portOf);
  await Promise.all(servers.map(closed));
  return { grpc, http };
}

/** A run that has ports of its own, and all that comes in. */
async function taking() {
  const spans: Span[] = [];
  const ledger = createLedger();
  ledger.open('run');
  const intake = createIntake(ledger, (_, some) => {
    spans.push(...some);
    return Promise.resolve({ taken: true, rejected: 0, message: '' });
  });
  const ports = await freePorts();
  const taken = await takePorts('run', intake, ports);
  onTestFinished(() => taken[Symbol.asyncDispose]());
  return { ports, taken, intake, ledger, names: () => spans.map(({ name }) => name) };
}

/** A call of any method, as bytes. */
function call(
  port: number,
  path: string,
  message: Uint8Array,
): Promise<{ code: number; details: string } | Buffer> {
  const bytes = (value: Buffer) => value;
  const Client = makeGenericClientConstructor(
    {
      call: {
        path,
        requestStream: false,
        responseStream: false,
        requestSerialize: bytes,
        requestDeserialize: bytes,
        responseSerialize: bytes,
        responseDeserialize: bytes,
      },
    },
    'Test',
  );
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise((resolve) => {
    client['call']?.(Buffer.from(message), (error: ServiceError | null, answer: Buffer) => {
      client.close();
      resolve(error ? { code: error.code, details: error.details } : answer);
    });
  });
}

const exportPath = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

describe('the ports that programs have written down', () => {
  test('lead to the run over gRPC and HTTP, on IPv4 and IPv6', async () => {
    const { ports, names } = await taking();
    for (const host of ['127.0.0.1', '[::1]']) {
      await exportSpans(new GrpcExporter({ url: `http://${host}:${ports.grpc}` }), `grpc ${host}`);
      await exportSpans(new HttpExporter({ url: `http://${host}:${ports.http}/v1/traces` }), `http ${host}`);
    }
    expect(names()).toEqual(['grpc 127.0.0.1', 'http 127.0.0.1', 'grpc [::1]', 'http [::1]']);
  });

  test('take packed gRPC messages, and metrics and logs, which they let go', async () => {
    const { ports, names, ledger } = await taking();
    await exportSpans(
      new GrpcExporter({ url: `http://127.0.0.1:${ports.grpc}`, compression: 'gzip' as never }),
      'packed',
    );
    expect(names()).toEqual(['packed']);
    for (const service of ['metrics.v1.MetricsService', 'logs.v1.LogsService']) {
      const answer = await call(
        ports.grpc,
        `/opentelemetry.proto.collector.${service}/Export`,
        new Uint8Array(),
      );
      expect(answer).toEqual(Buffer.alloc(0));
    }
    expect(ledger.received('run')).toMatchObject({ requests: 3, spans: 1, refused: [] });
  });

  test('answer wrong calls with the codes of gRPC', async () => {
    const { ports, ledger } = await taking();
    expect(await call(ports.grpc, exportPath, encodeTracesProtobuf([someSpan()]))).toEqual(Buffer.alloc(0));
    expect(await call(ports.grpc, exportPath, new Uint8Array([255]))).toMatchObject({ code: 3 });
    expect(await call(ports.grpc, '/some.Service/Method', new Uint8Array())).toEqual({
      code: 12,
      details: 'unknown method /some.Service/Method',
    });
    expect(await call(ports.grpc, exportPath, new Uint8Array(21 * 1024 * 1024))).toMatchObject({ code: 8 });
    expect(ledger.received('run')).toMatchObject({
      spans: 1,
      refused: [expect.stringContaining('answered 400')],
    });
  });

  test('are free again once given back, whoever is still connected', async () => {
    const { ports, taken } = await taking();
    expect((await post(`http://127.0.0.1:${ports.http}`, oneSpan('x'))).status).toBe(200);
    await taken[Symbol.asyncDispose]();
    for (const port of Object.values(ports)) await closed(await listening(port));
  });

  test('that somebody else holds are named with their holder, and none of them is kept', async () => {
    const { intake } = await taking();
    const ports = await freePorts();
    const other = await listening(ports.grpc);
    onTestFinished(() => closed(other));
    const failure = await takePorts('run', intake, ports).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PortTaken);
    expect(String(failure)).toMatch(
      new RegExp(
        `Port ${ports.grpc} is held by process ${process.pid} \\(.*OTEL_EXPORTER_OTLP_ENDPOINT`,
        'u',
      ),
    );
    await closed(await listening(ports.http));
  });
});
