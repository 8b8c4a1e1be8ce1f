/** The lab's Jaeger: OTLP receivers and a query API over the embedded store. */
import type { Arrival, Backend, Protocol } from '../network/backend.ts';
import { grpcAnswer, grpcCode } from '../network/grpc.ts';
import type { WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { Span } from '../schemas/trace.ts';
import { acceptSpans } from '../store/otlp/accept-spans.ts';
import { decodeTracesProtobuf } from '../store/otlp/decode-protobuf.ts';
import { encodeExportResponse } from '../store/otlp/response.ts';
import { receive } from '../store/otlp-receiver.ts';
import type { Store } from '../store/store.ts';
import { type Exports, grpcExportPath, traceService } from './export.ts';

export const jaegerName = 'jaeger';
const otlpHttpPort = 4318;
const open: ReadonlyMap<number, Protocol> = new Map([
  [4317, 'grpc'],
  [otlpHttpPort, 'http'],
  [16_686, 'http'],
]);
const otlpPorts: ReadonlySet<number> = new Set([4317, otlpHttpPort]);
const shut: ReadonlyMap<number, Protocol> = new Map();

export interface JaegerParts {
  store: Store;
  exports: Exports;
  /** Whether it answers at all; may change. */
  isUp(): boolean;
  /** A Collector has a machine of its own, whose OTLP ports are the ones published to the programs, as in compose. */
  isBehindCollector: boolean;
}

export function createJaeger({ store, exports, isUp, isBehindCollector }: JaegerParts): Backend {
  const keep = (exchangeId: string, spans: readonly Span[], rejected: number, message: string): void => {
    const { accepted, rejected: refused, evicted } = store.ingest(spans);
    exports.add(exchangeId, {
      spans: accepted.length + rejected + refused,
      rejected: rejected + refused,
      failure: message === '' ? undefined : message,
      stored: accepted,
      evicted,
    });
  };
  const overHttp = async (exchangeId: string, request: WireRequest): Promise<WireResponse> => {
    const { status, headers, body, accepted, rejected, message } = await receive({
      method: request.method,
      path: pathOf(request.url),
      headers: request.headers,
      body: request.body ?? new Uint8Array(),
    });
    keep(exchangeId, accepted, rejected, message);
    return { status, statusText: '', headers, body: new Uint8Array(body) };
  };
  const overGrpc = (exchangeId: string, { url, body = new Uint8Array() }: WireRequest): WireResponse => {
    const path = pathOf(url);
    if (path !== grpcExportPath) return grpcAnswer(grpcCode.unimplemented, unimplemented(path));
    try {
      const { accepted, rejected, message } = acceptSpans(decodeTracesProtobuf(body));
      keep(exchangeId, accepted, rejected, message);
      const answer = encodeExportResponse('application/x-protobuf', rejected, message);
      return grpcAnswer(grpcCode.ok, '', new Uint8Array(answer));
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      const message = `grpc: error unmarshalling request: ${reason}`;
      exports.add(exchangeId, { spans: 0, rejected: 0, failure: message });
      return grpcAnswer(grpcCode.internal, message);
    }
  };
  const query = ({ method, url }: WireRequest): WireResponse => {
    const headers: WireResponse['headers'] = [['content-type', 'application/json']];
    if (method !== 'GET') return { status: 405, statusText: '', headers: [['allow', 'GET']] };
    const { status, body } = store.query(pathOf(url));
    return { status, statusText: '', headers, body: new TextEncoder().encode(JSON.stringify(body)) };
  };
  const answer = async ({ id, port, request }: Arrival): Promise<WireResponse> => {
    if (open.get(port) === 'grpc') return overGrpc(id, request);
    return port === otlpHttpPort ? overHttp(id, request) : query(request);
  };

  return {
    name: jaegerName,
    get ports() {
      return isUp() ? open : shut;
    },
    ...(isBehindCollector && { hidden: otlpPorts }),
    apart: false,
    answer: async (arrival) => ({ response: await answer(arrival) }),
  };
}

/** grpc-go's words for what a server does not have. */
function unimplemented(path: string): string {
  const [, service = '', method = ''] = path.split('/');
  return `/${service}` === traceService
    ? `unknown method ${method} for service ${service}`
    : `unknown service ${service}`;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
