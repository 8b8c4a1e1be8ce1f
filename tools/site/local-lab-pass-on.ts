/** A request on its way from a page to a container and the answer on its way back: bounded, timed, and stripped. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/** What the Collector itself takes at most. */
const maxBodyBytes = 20 * 1024 * 1024;

/** Headers that are between two neighbours, or tell the other side what is none of its business. */
const kept =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|cookie|origin|referer|sec-.*|expect)$/u;
const keptBack =
  /^(?:connection|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|set-cookie|access-control-.*|strict-transport-security|clear-site-data|content-security-policy|service-worker-allowed)$/u;

/** Passes a request on to a port of this machine, and streams the answer back. */
export function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  target: { port: number; path: string },
  answerWithinMs: number,
): void {
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

/** Says something in the proxy's own words. */
export function say(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...safe, ...headers });
  response.end(`${text}\n`);
}

export function sayJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', ...safe }).end(JSON.stringify(value));
}
