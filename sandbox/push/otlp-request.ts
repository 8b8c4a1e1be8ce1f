/** A request that carries spans, and what its answer came to. */
import type { HeaderList } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { encodeTracesJson } from '../store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../store/otlp/encode-protobuf.ts';

export const otlpEncodings = ['json', 'protobuf'] as const;
export type OtlpEncoding = (typeof otlpEncodings)[number];

export interface OtlpRequest {
  url: string;
  headers: HeaderList;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Where OTLP/HTTP takes spans at this endpoint: `/v1/traces` is added where the endpoint names no path. A scheme that
 * is missing is `http`.
 * @returns undefined when the endpoint is no address
 */
export function tracesUrl(endpoint: string): string | undefined {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(endpoint) ? endpoint : `http://${endpoint}`);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.hostname === '') return undefined;
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url.href;
}

/** Where the agreed variables send traces; the first names the whole address, the second its beginning. */
export function endpointOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const whole = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if (whole) return whole;
  const base = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return base ? `${base.replace(/\/$/u, '')}/v1/traces` : undefined;
}

/** Headers given by hand win over ours. */
export function otlpRequest(
  spans: readonly Span[],
  { url, encoding, headers }: { url: string; encoding: OtlpEncoding; headers: HeaderList },
): OtlpRequest {
  const json = encoding === 'json';
  const type = json ? 'application/json' : 'application/x-protobuf';
  const given = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const hasType = given.some(([name]) => name === 'content-type');
  return {
    url,
    headers: hasType ? given : [['content-type', type], ...given],
    body: json
      ? new TextEncoder().encode(JSON.stringify(encodeTracesJson(spans)))
      : encodeTracesProtobuf(spans),
  };
}
