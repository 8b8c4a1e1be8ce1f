/**
 * Passes requests of this site's own pages on to the local lab's containers, so that neither needs CORS. It leads to
 * the lab's published ports on this machine and to nothing else.
 */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Plugin } from 'vite';
import { type ProxyStatus, proxyFolder } from '../../sandbox/local-lab/addresses.ts';
import { examine } from '../lab/doctor.ts';
import { addressesOf, type Published, readPublished } from '../lab/running-file.ts';

/** What the Collector itself takes at most. */
const maxBodyBytes = 20 * 1024 * 1024;
const otlpPort = 4318;
const healthPort = 13_133;

export interface LocalLabProxyOptions {
  published?: () => Published;
  answerWithinMs?: number;
}

/** Answers a request when it is for the local lab; false when it is not. */
export type LocalLabProxy = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createLocalLabProxy({
  published = readPublished,
  answerWithinMs = 30_000,
}: LocalLabProxyOptions = {}): LocalLabProxy {
  return (request, response) => {
    const path = request.url ?? '/';
    if (!path.startsWith(proxyFolder)) return false;
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      say(response, 403, refusal);
      return true;
    }
    const lab = published();
    const asked = path.slice(proxyFolder.length - 1);
    if (asked === '/status') sayJson(response, statusOf(lab));
    else if (asked === '/probes')
      void examine({ by: 'server', ...addressesOf(lab) }).then((probes) => sayJson(response, probes));
    else passOn(request, response, lab, asked, answerWithinMs);
    return true;
  };
}

/** Whether a server that listens on this host is out of reach for other machines. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

/** The same for Vite's server. */
export function localLabPlugin(): Plugin {
  return {
    name: 'spanlab:local-lab',
    configureServer({ middlewares }) {
      const proxy = createLocalLabProxy();
      middlewares.use((request, response, next) => {
        if (!proxy(request, response)) next();
      });
    },
  };
}

/** Why a request may not be passed on: it is not from a page of this very site, or this site is not only on this machine. */
function refusalOf({ headers, socket }: IncomingMessage): string | undefined {
  if (!isLoopback(socket.localAddress ?? '') || !isLoopback(socket.remoteAddress ?? '')) {
    return 'The local lab is for this machine only.';
  }
  const host = headers.host ?? '';
  // A foreign name that was made to lead here (DNS rebinding) is still in the Host header.
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u.test(host)) {
    return `The local lab is asked by the name localhost, not by "${host}".`;
  }
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn = origin === undefined ? site === 'same-origin' : origin === `http://${host}`;
  if (!isOwn || (site !== undefined && site !== 'same-origin')) {
    return 'Only pages of this site may ask the local lab through it.';
  }
  return undefined;
}

function isLoopback(address: string): boolean {
  return /^(?:::ffff:)?127\.|^::1$/u.test(address);
}

function statusOf(lab: Published): ProxyStatus {
  const ports = lab.collector.map(({ container }) => container).filter((port) => port !== healthPort);
  return { ports, jaegerUi: `http://localhost:${lab.jaeger}` };
}

/** Where a path below the proxy's folder leads on this machine. */
function targetOf(lab: Published, asked: string): { port: number; path: string } | undefined {
  const [, first = '', rest = ''] = /^\/(collector|jaeger|port\/\d{1,5})(\/.*)$/u.exec(asked) ?? [];
  // Its API and not its UI: pages served from here would be pages of this site.
  if (first === 'jaeger') return rest.startsWith('/api/') ? { port: lab.jaeger, path: rest } : undefined;
  const wanted = first === 'collector' ? otlpPort : Number(first.slice('port/'.length));
  const found = lab.collector.find(({ container }) => container === wanted);
  return first === '' || found === undefined ? undefined : { port: found.host, path: rest };
}

/** Headers that are between two neighbours, or tell the other side what is none of its business. */
const kept =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|cookie|origin|referer|sec-.*|expect)$/u;
const keptBack =
  /^(?:connection|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|set-cookie|access-control-.*|strict-transport-security|clear-site-data|content-security-policy|service-worker-allowed)$/u;

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  lab: Published,
  asked: string,
  answerWithinMs: number,
): void {
  const target = targetOf(lab, asked);
  if (target === undefined) {
    const ports = statusOf(lab).ports.join(', ');
    say(response, 404, `The local lab has nothing at ${asked}. It has Jaeger’s API and the ports ${ports}.`);
    return;
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
    tooLarge(response);
    return;
  }
  const upstream = httpRequest({
    host: '127.0.0.1',
    port: target.port,
    path: target.path,
    method: request.method ?? 'GET',
    headers: { ...without(request.headers, kept), host: `localhost:${target.port}` },
    agent: false,
  });
  const giveUp = setTimeout(() => {
    failed(response, 504, { code: 'ETIMEDOUT', message: `no answer within ${answerWithinMs / 1000} s` });
    upstream.destroy();
  }, answerWithinMs);
  upstream.once('close', () => clearTimeout(giveUp));
  upstream.once('error', (error: NodeJS.ErrnoException) => {
    failed(response, 502, { code: error.code ?? 'ECONNRESET', message: error.message });
  });
  upstream.once('response', (answer) => {
    if (response.headersSent) {
      answer.resume();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, {
      ...without(answer.headers, keptBack),
      ...safe,
    });
    pipeline(answer, response, () => undefined);
  });
  response.once('close', () => upstream.destroy());
  let size = 0;
  request.on('data', (piece: Buffer) => {
    size += piece.length;
    if (size <= maxBodyBytes) return;
    tooLarge(response);
    upstream.destroy();
    request.unpipe(upstream);
  });
  request.pipe(upstream);
}

/** Whatever a container answers, it is data: no page of this site, no script of it. */
const safe = {
  'cache-control': 'no-store',
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
} as const;
/** Marks answers that are the proxy's own: no container was heard. */
const unheard = 'x-spanlab-unheard';

function without(headers: NodeJS.Dict<string | string[]>, pattern: RegExp): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !pattern.test(name)));
}

function failed(
  response: ServerResponse,
  status: number,
  { code, message }: { code: string; message: string },
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json', [unheard]: code, ...safe });
  response.end(JSON.stringify({ code, message }));
}

function tooLarge(response: ServerResponse): void {
  say(response, 413, `The body is larger than ${maxBodyBytes} bytes.`, { connection: 'close' });
}

function say(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...safe, ...headers });
  response.end(`${text}\n`);
}

function sayJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', ...safe }).end(JSON.stringify(value));
}
