/**
 * Who may ask. The page is for this machine's reader: a site that has its name lead to 127.0.0.1 (DNS rebinding), or
 * that asks from another origin, is told no.
 */
import type { IncomingMessage } from 'node:http';

const ownNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Why a request is refused, or undefined when it is not. */
export function refusalOf({
  headers,
  method,
  url = '/',
}: IncomingMessage): { status: number; why: string } | undefined {
  const name = /^(\[[0-9a-f:]+\]|[^:]*)(?::\d{1,5})?$/iu.exec(headers.host ?? '')?.[1]?.toLowerCase() ?? '';
  if (!ownNames.has(name)) {
    return {
      status: 403,
      why: `found the host "${(headers.host ?? '').slice(0, 100)}", expected 127.0.0.1 or localhost`,
    };
  }
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, why: 'this address is only read: GET' };
  const site = headers['sec-fetch-site'];
  const isPage = url === '/' || url.startsWith('/?');
  if (!isPage && (site === 'cross-site' || site === 'same-site')) {
    return { status: 403, why: 'another page may not read this' };
  }
  return undefined;
}
