/** What is to be said of an HTTP exchange in one row. */
import type { Body, Exchange } from '@spanlab/sandbox/schemas/run-event.ts';

export type WireFilter = 'all' | 'app' | 'telemetry';

/** Paths OTLP/HTTP gives its signals by default: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
const otlpPath = /\/v1\/(?:traces|metrics|logs)$/u;

/** Telemetry on its way to, or questions to, a backend; everything else is the application's own talk. */
export function isTelemetry(exchange: Exchange, services: readonly string[]): boolean {
  if (otlpPath.test(address(exchange.url).path)) return true;
  return exchange.to !== undefined && !services.includes(exchange.to);
}

/** A request that carries spans. */
export function isTraceExport(exchange: Exchange): boolean {
  return exchange.method === 'POST' && address(exchange.url).path.endsWith('/v1/traces');
}

export function passes(exchange: Exchange, filter: WireFilter, services: readonly string[]): boolean {
  return filter === 'all' || (filter === 'telemetry') === isTelemetry(exchange, services);
}

/** Host with port, path, and path with query. A URL that does not parse is all path. */
export function address(url: string): { host: string; path: string; target: string } {
  try {
    const { host, pathname, search } = new URL(url);
    return { host, path: pathname, target: `${pathname}${search}` };
  } catch {
    return { host: '', path: url, target: url };
  }
}

/** Full sizes of both bodies, also of what was not kept. */
export function bytesCarried(exchange: Exchange): number {
  return bodyBytes(exchange.requestBody) + bodyBytes(exchange.response?.body);
}

export function bodyBytes(body: Body | undefined): number {
  return body === undefined ? 0 : (body.truncatedFrom ?? body.bytes.length);
}

/** No answer at all, or one that says the request or the server was at fault. */
export function wentWrong(exchange: Exchange): boolean {
  return exchange.response === undefined || exchange.response.status >= 400;
}
