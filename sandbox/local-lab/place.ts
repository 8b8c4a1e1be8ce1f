/** Where a run finds the containers: plain data, for it goes to the lab's Worker. */
import { type ProxyStatus, portOf, proxyFolder, usualAddresses } from './addresses.ts';

export interface LocalPlace {
  /** Base URLs of the Collector, by the port programs use. */
  readonly collector: Readonly<Record<number, string>>;
  /** The same of Jaeger's own OTLP ports, where it has some that programs can reach. */
  readonly jaegerOtlp: Readonly<Record<number, string>>;
  /** Base URL of Jaeger's query API. */
  readonly jaeger: string;
}

/** What the page was told to use. */
export interface LocalAddresses {
  readonly collector: string;
  readonly jaeger: string;
}

const otlpPort = 4318;
const grpcPort = 4317;

/**
 * Through the site's own server where it offers that, which needs no CORS; straight there otherwise. An address
 * somebody has set by hand is used as it is.
 * @param origin of the page
 */
export function placeOf(
  addresses: LocalAddresses,
  proxy: ProxyStatus | undefined,
  origin: string,
): LocalPlace {
  const isSet =
    addresses.collector !== usualAddresses.collector || addresses.jaeger !== usualAddresses.jaeger;
  if (proxy !== undefined && !isSet) {
    const through = (path: string): string => `${origin}${proxyFolder}${path}`;
    const byPort = (ports: readonly number[]): Record<number, string> =>
      Object.fromEntries(ports.map((port) => [port, through(`port/${port}`)]));
    return {
      collector: byPort(proxy.ports),
      jaegerOtlp: byPort(proxy.jaegerPorts),
      jaeger: through('jaeger'),
    };
  }
  const { collector, jaeger } = addresses;
  const url = new URL(collector);
  const grpc = `${url.protocol}//${url.hostname}:${grpcPort}`;
  return {
    collector: { [grpcPort]: grpc, [otlpPort]: collector, [portOf(collector) ?? otlpPort]: collector },
    jaegerOtlp: {},
    jaeger,
  };
}
