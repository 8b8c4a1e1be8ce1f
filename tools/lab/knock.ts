/** Knocks at an address with a plain socket, so that it can tell gRPC, TLS and plain HTTP apart. */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Knock } from '../../sandbox/local-lab/knock.ts';

export interface KnockRequest {
  method: 'GET' | 'POST';
  path: string;
  /** JSON. */
  body?: string;
}

/** An export of nothing: every OTLP/HTTP receiver takes it and stores nothing. */
export const emptyExport: KnockRequest = { method: 'POST', path: '/v1/traces', body: '{"resourceSpans":[]}' };

/** What answers there, by its first words. Never throws. */
export async function knock(address: string, request: KnockRequest, withinMs = 3_000): Promise<Knock> {
  const url = new URL(address);
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  const port = Number(url.port) || (isTls ? 443 : 80);
  const text = requestText(url, request);
  if (isTls) {
    const overTls = await speak(
      () =>
        connectTls({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) }),
      text,
      withinMs,
    );
    if (overTls.error !== undefined && !unreached(overTls.error)) {
      const plain = await speak(() => connect({ host, port }), text, withinMs);
      if (plain.bytes.subarray(0, 5).toString('latin1') === 'HTTP/') return { kind: 'not-tls' };
    }
    return toKnock(overTls);
  }
  const said = await speak(() => connect({ host, port }), text, withinMs);
  const heard = toKnock(said);
  if (heard.kind !== 'not-http' || said.bytes.length > 0) return heard;
  // Closed without a word: a TLS server may do that to plain HTTP.
  const overTls = await speak(() => connectTls({ host, port, rejectUnauthorized: false }), text, withinMs);
  return overTls.handshake ? { kind: 'tls' } : heard;
}

interface Said {
  bytes: Buffer;
  error: NodeJS.ErrnoException | undefined;
  /** A TLS handshake was completed. */
  handshake: boolean;
  timedOut: boolean;
}

/** Says the text, and hears the first bytes of the answer. */
function speak(open: () => Socket, text: string, withinMs: number): Promise<Said> {
  return new Promise((resolve) => {
    const socket = open();
    let bytes = Buffer.alloc(0);
    let handshake = false;
    const end = (error?: NodeJS.ErrnoException, timedOut = false): void => {
      socket.destroy();
      resolve({ bytes, error, handshake, timedOut });
    };
    socket.setTimeout(withinMs, () => end(undefined, true));
    socket.once('secureConnect', () => {
      handshake = true;
    });
    socket.once('connect', () => socket.write(text));
    socket.on('data', (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      if (bytes.length >= 512 || bytes.includes('\r\n\r\n')) end();
    });
    socket.once('end', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(error));
  });
}

function toKnock({ bytes, error, timedOut }: Said): Knock {
  const text = bytes.toString('latin1');
  const status = /^HTTP\/1\.[01] (\d{3})/u.exec(text)?.[1];
  // Go's words, before it knows who asks.
  if (/HTTPS server/u.test(text)) return { kind: 'tls' };
  if (status !== undefined) return { kind: 'answered', status: Number(status) };
  if (isHttp2(bytes)) return { kind: 'grpc' };
  if (bytes[0] === 0x15 && bytes[1] === 0x03) return { kind: 'tls' };
  if (error?.code === 'ENOTFOUND' || error?.code === 'EAI_AGAIN') return { kind: 'unknown-host' };
  if (error !== undefined && unreached(error)) return { kind: 'refused' };
  if (timedOut) return { kind: 'silent' };
  return { kind: 'not-http' };
}

function unreached({ code }: NodeJS.ErrnoException): boolean {
  return ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(code ?? '');
}

/** An HTTP/2 server speaks first: a SETTINGS frame (type 4) of stream 0. gRPC is HTTP/2. */
function isHttp2(bytes: Buffer): boolean {
  return bytes.length >= 9 && bytes[3] === 4 && bytes.readUInt32BE(5) === 0;
}

function requestText({ host }: URL, { method, path, body }: KnockRequest): string {
  const length =
    body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  return [`${method} ${path} HTTP/1.1`, `host: ${host}`, 'connection: close', ...length, '', body ?? ''].join(
    '\r\n',
  );
}
