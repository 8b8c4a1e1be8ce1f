/** Sees exports that fail: OpenTelemetry's exporters tell nobody unless a program asks for their diagnostics. */
import { subscribe } from 'node:diagnostics_channel';
import { exportHost, refusedExport } from '../../refused-export.ts';

/** What Node's own HTTP client says, and what `fetch` does. */
interface Failed {
  request?: {
    host?: string;
    protocol?: string;
    path?: string;
    origin?: string;
    getHeader?(name: string): unknown;
  };
  error?: { code?: string; cause?: { code?: string } };
}

/** Calls `told` once for each address that spans could not be sent to. */
export function watchRefused(told: (message: string) => void): void {
  const known = new Set<string>();
  const failed = (message: unknown) => {
    const { request, error } = message as Failed;
    const origin = request?.origin ?? `http://${String(request?.getHeader?.('host') ?? request?.host)}`;
    const host = exportHost(`${origin}${request?.path ?? ''}`);
    if (host === undefined || known.has(host) || known.size > 10) return;
    known.add(host);
    told(refusedExport(host, error?.code ?? error?.cause?.code));
  };
  subscribe('http.client.request.error', failed);
  subscribe('undici:request:error', failed);
}
