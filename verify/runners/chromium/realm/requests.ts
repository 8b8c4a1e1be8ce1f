/**
 * `fetch`, `XMLHttpRequest` and `sendBeacon`: the browser's own, but OTLP for this machine's usual port goes to the
 * run's own endpoint, and requests under way are counted. Install before a program can put its own over them.
 */
import type { PendingCount } from '@spanlab/sandbox/realm/browser/activity.ts';
import { exportHost } from '../../refused-export.ts';

const otlpHosts = new Set(['localhost:4318', '127.0.0.1:4318', '[::1]:4318']);

/** The address a request really goes to. What is no address is left to whoever complains about it. */
export function redirected(address: string, endpoint: string, base: string): string {
  if (!URL.canParse(address, base)) return address;
  const url = new URL(address, base);
  if (!otlpHosts.has(url.host) || !/^https?:$/u.test(url.protocol)) return address;
  return endpoint.replace(/\/$/u, '') + url.pathname + url.search;
}

export interface RequestsSeen {
  sent(): void;
  /** Spans could not be sent there. Told once. */
  refused(host: string): void;
}

export function installRequests(endpoint: string, activity: PendingCount, seen: RequestsSeen): void {
  const base = location.href;
  const to = (address: string): string => {
    seen.sent();
    return redirected(address, endpoint, base);
  };
  const known = new Set<string>();
  const failed = (address: string): void => {
    const host = exportHost(address, base);
    if (host === undefined || known.has(host) || known.size > 10) return;
    known.add(host);
    seen.refused(host);
  };
  installFetch(to, failed, activity);
  installXhr(to, failed, activity);
  if ('sendBeacon' in navigator) {
    const beacon = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (url, data) => beacon(to(String(url)), data);
  }
}

function installFetch(
  to: (address: string) => string,
  failed: (address: string) => void,
  activity: PendingCount,
): void {
  const native = globalThis.fetch.bind(globalThis);
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    activity.add('requests', 1);
    try {
      if (!(input instanceof Request)) return await native(to(String(input)), init);
      const url = to(input.url);
      return await native(url === input.url ? input : await copyOf(input, url), init);
    } catch (error) {
      // An abort is the program's own doing.
      if (error instanceof TypeError) failed(input instanceof Request ? input.url : String(input));
      throw error;
    } finally {
      activity.add('requests', -1);
    }
  };
  Object.defineProperty(globalThis, 'fetch', { value: fetch, configurable: true, writable: true });
}

/** The same request to another address. Its body is read first: browsers stream none over HTTP/1. */
async function copyOf(request: Request, url: string): Promise<Request> {
  const { method, headers, credentials, keepalive, mode, redirect, signal } = request;
  const body = request.body === null ? null : await request.arrayBuffer();
  return new Request(url, { method, headers, credentials, keepalive, mode, redirect, signal, body });
}

function installXhr(
  to: (address: string) => string,
  failed: (address: string) => void,
  activity: PendingCount,
): void {
  const { prototype } = XMLHttpRequest;
  const { open, send } = prototype;
  prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL, ...rest: unknown[]) {
    this.addEventListener('error', () => failed(String(url)));
    return Reflect.apply(open, this, [method, to(String(url)), ...rest]);
  } as typeof open;
  prototype.send = function (this: XMLHttpRequest, body) {
    activity.add('requests', 1);
    this.addEventListener('loadend', () => activity.add('requests', -1), { once: true });
    try {
      return Reflect.apply(send, this, [body]);
    } catch (error) {
      activity.add('requests', -1);
      throw error;
    }
  };
}
