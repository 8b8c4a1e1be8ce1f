/** Where a local lab is, unless somebody says otherwise: as `deploy/compose.yaml` publishes it. */
export const usualAddresses = {
  collector: 'http://localhost:4318',
  health: 'http://localhost:13133',
  jaeger: 'http://localhost:16686',
} as const;

/** The folder of the site's own server through which a page reaches the local lab without asking for CORS. */
export const proxyFolder = '/_local-lab/';

/** What `/_local-lab/status` answers. */
export interface ProxyStatus {
  /** The Collector's ports a page may reach through `/_local-lab/port/NNNN/`. */
  ports: number[];
  /** Jaeger's own OTLP ports, by the same way: those that the Collector leaves to it. */
  jaegerPorts: number[];
  /** Jaeger as a person opens it. */
  jaegerUi: string;
}

/** The port in an address. */
export function portOf(address: string): number | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** A trace in Jaeger's own UI. */
export function jaegerTrace(jaeger: string, traceId: string): string {
  return new URL(`/trace/${traceId}`, jaeger).href;
}
