/** Exchanges that carry OTLP, and what became of the spans in them. */
import type { Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { tracesPath } from '../store/otlp-receiver.ts';

/** The method gRPC exporters call. */
export const traceService = '/opentelemetry.proto.collector.trace.v1.TraceService';
export const grpcExportPath = `${traceService}/Export`;

/** What an exchange with an OTLP receiver came to. */
export interface Export {
  /** Those the receiver read, and how many of them it did not take. */
  spans: number;
  rejected: number;
  failure: string | undefined;
  /** Those that are in the store now. */
  stored: Span[];
  evicted: { traces: number; spans: number };
}

const nothingEvicted: Export['evicted'] = { traces: 0, spans: 0 };

/** What receivers have made of exchanges, kept until the exchange is over. */
export interface Exports {
  /** Something read the exchange's spans. */
  add(exchangeId: string, result: Pick<Export, 'spans' | 'rejected' | 'failure'> & Partial<Export>): void;
  /** What became of an exchange that carried OTLP, or was meant to; undefined for others. Ask once for each. */
  of(exchange: Exchange): Export | undefined;
}

export function createExports(): Exports {
  const known = new Map<string, Export>();
  return {
    add(exchangeId, result) {
      known.set(exchangeId, { stored: [], evicted: nothingEvicted, ...result });
    },
    of(exchange) {
      const result = known.get(exchange.id);
      known.delete(exchange.id);
      // The answer may have been lost on the way: the spans are stored, and the one who sent them sees a failure.
      if (result !== undefined) return { ...result, failure: result.failure ?? exchange.failure };
      const path = URL.parse(exchange.url)?.pathname;
      if (exchange.method !== 'POST' || (path !== tracesPath && path !== grpcExportPath)) return undefined;
      const status = exchange.response && `answered ${exchange.response.status}`;
      const failure = exchange.failure ?? status ?? 'no answer';
      return { spans: 0, rejected: 0, failure, stored: [], evicted: nothingEvicted };
    },
  };
}
