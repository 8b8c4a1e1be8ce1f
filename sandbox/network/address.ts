/** Names and ports of a lab's network, and the errors Node has for those that lead nowhere. */
import type { NetworkFailure } from '../realm/lab-message.ts';

export interface Address {
  /** Lower case, without the brackets of an IPv6 address. */
  host: string;
  port: number;
  secure: boolean;
}

const loopback = ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'];

/** Where a URL leads, or undefined when it is no http(s) URL. */
export function addressOf(url: string): Address | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/u.test(parsed.protocol)) return undefined;
  const secure = parsed.protocol === 'https:';
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port),
    secure,
  };
}

export function isLoopback(host: string): boolean {
  return loopback.includes(host);
}

/** The IP address Node's message shows: every name of the lab leads to this machine. */
function shownIp(host: string): string {
  return host.includes(':') ? '::1' : '127.0.0.1';
}

export function refused({ host, port }: Address): NetworkFailure {
  const address = shownIp(host);
  return {
    message: `connect ECONNREFUSED ${address.includes(':') ? `[${address}]` : address}:${port}`,
    code: 'ECONNREFUSED',
    details: { errno: -111, syscall: 'connect', address, port },
  };
}

export function notFound({ host }: Address): NetworkFailure {
  return {
    message: `getaddrinfo ENOTFOUND ${host}`,
    code: 'ENOTFOUND',
    details: { errno: -3008, syscall: 'getaddrinfo', hostname: host },
  };
}

export function reset(): NetworkFailure {
  return { message: 'read ECONNRESET', code: 'ECONNRESET', details: { errno: -104, syscall: 'read' } };
}

/** What Node says when `https:` meets plain HTTP. */
export function notTls(): NetworkFailure {
  return {
    message: 'write EPROTO: SSL routines:ssl3_get_record:wrong version number',
    code: 'EPROTO',
    details: { errno: -71, syscall: 'write' },
  };
}

/** Nobody in the lab trusts a certificate a learner has made. */
export function selfSigned(): NetworkFailure {
  return {
    message:
      'self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    details: {},
  };
}

/** What Node says when a port that speaks only HTTP/2, as gRPC does, answers an HTTP/1.1 request. */
export function notHttp(): NetworkFailure {
  return {
    message: 'Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/)',
    code: 'HPE_INVALID_CONSTANT',
    details: { name: 'HTTPParserError' },
  };
}

export function inUse(hostname: string, port: number): NetworkFailure {
  return {
    message: `listen EADDRINUSE: address already in use ${hostname}:${port}`,
    code: 'EADDRINUSE',
    details: { errno: -98, syscall: 'listen', address: hostname, port },
  };
}
