/** What is said of spans that were sent where nobody listens. Pure: it runs in a program's own process and realm too. */

/** The address without its path, when spans are exported to it over HTTP. */
export function exportHost(address: string, base?: string): string | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const { host, pathname } = new URL(address, base);
  return pathname.endsWith('/v1/traces') ? host : undefined;
}

/** @param why The system's word for it: `ECONNREFUSED` */
export function refusedExport(host: string, why?: string): string {
  return (
    `An export to ${host} failed${why === undefined ? '' : ` (${why})`}: nobody took the spans there. ` +
    'Send them to localhost:4318, or leave the address out: OTEL_EXPORTER_OTLP_ENDPOINT says where they are awaited. ' +
    'If that is meant, say `no-telemetry`.'
  );
}
