/** The lab's Jaeger: an OTLP receiver and a query API over the embedded store. */
import type { Backend } from '../network/network.ts';
import type { WireRequest, WireResponse } from '../realm/lab-message.ts';
import type { Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { receive, tracesPath } from '../store/otlp-receiver.ts';
import type { Store } from '../store/store.ts';

const otlpPort = 4318;
const queryPort = 16686;

/** What an exchange with the OTLP receiver came to. */
export interface Export {
  stored: Span[];
  rejected: number;
  failure: string | undefined;
  evicted: { traces: number; spans: number };
}

export interface Jaeger extends Backend {
  /** What became of an exchange that carried OTLP, or was meant to; undefined for others. Ask once for each. */
  exportOf(exchange: Exchange): Export | undefined;
}

export function createJaeger(store: Store): Jaeger {
  const exports = new Map<string, Export>();

  const ingest = async (exchangeId: string, request: WireRequest): Promise<WireResponse> => {
    const { status, headers, body, accepted, rejected, message } = await receive({
      method: request.method,
      path: pathOf(request.url),
      headers: request.headers,
      body: request.body ?? new Uint8Array(),
    });
    const result = store.ingest(accepted);
    exports.set(exchangeId, {
      stored: result.accepted,
      rejected: rejected + result.rejected,
      failure: message === '' ? undefined : message,
      evicted: result.evicted,
    });
    return { status, statusText: '', headers, body: new Uint8Array(body) };
  };
  const query = ({ method, url }: WireRequest): WireResponse => {
    const headers: WireResponse['headers'] = [['content-type', 'application/json']];
    if (method !== 'GET') return { status: 405, statusText: '', headers: [['allow', 'GET']] };
    const { status, body } = store.query(pathOf(url));
    return { status, statusText: '', headers, body: new TextEncoder().encode(JSON.stringify(body)) };
  };

  return {
    name: 'jaeger',
    ports: [otlpPort, queryPort],
    answer: (exchangeId, port, request) =>
      port === otlpPort ? ingest(exchangeId, request) : Promise.resolve(query(request)),
    exportOf(exchange) {
      const known = exports.get(exchange.id);
      exports.delete(exchange.id);
      // The answer may have been lost on the way: the spans are stored, and the one who sent them sees a failure.
      if (known !== undefined) return { ...known, failure: known.failure ?? exchange.failure };
      if (exchange.method !== 'POST' || URL.parse(exchange.url)?.pathname !== tracesPath) return undefined;
      const status = exchange.response && `answered ${exchange.response.status}`;
      const failure = exchange.failure ?? status ?? 'no answer';
      return { stored: [], rejected: 0, failure, evicted: { traces: 0, spans: 0 } };
    },
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
