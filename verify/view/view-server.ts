/** Serves the page, the files it shows, the spans that come, and the way to a Jaeger. Only reads are answered. */
import { constants, open } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ViewerSession } from '../../src/viewer/session.ts';
import type { EventStream } from './event-stream.ts';
import type { GivenFile } from './given-files.ts';
import type { JaegerProxy } from './jaeger-proxy.ts';
import type { LiveLog } from './live-log.ts';
import { refusalOf } from './may-answer.ts';
import type { ViewerFiles } from './viewer-files.ts';

export interface Served {
  viewer: ViewerFiles;
  session(): ViewerSession;
  files: readonly GivenFile[];
  events: EventStream;
  live: LiveLog | undefined;
  jaeger: JaegerProxy | undefined;
}

/** Of every answer: no other page may embed it, read it, or be told of it. */
const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Scripts in the page are those it was built with. */
const policy = (scriptHashes: readonly string[]): string =>
  [
    "default-src 'none'",
    ["script-src 'self'", ...scriptHashes].join(' '),
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export function viewListener(served: Served): RequestListener {
  const contentPolicy = policy(served.viewer.scriptHashes);
  return (request, response) => {
    response.setHeader('content-security-policy', contentPolicy);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      sendText(response, refusal.status, refusal.why);
      return;
    }
    void answer(request, response, served).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, error instanceof Error ? error.message : String(error));
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const { viewer, files, events, live, jaeger } = served;
  const target = request.url ?? '/';
  const [path = '/', search = ''] = target.split(/\?(.*)/su);
  if (path === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(viewer.page(served.session()));
    return;
  }
  const asset = viewer.files.get(path);
  if (asset !== undefined) {
    // Their names change with what is in them.
    const { bytes, type } = asset;
    response.writeHead(200, {
      'content-type': type,
      'content-length': bytes.length,
      'cache-control': 'max-age=31536000, immutable',
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  response.setHeader('cache-control', 'no-store');
  if (path === '/events') {
    if (request.method === 'HEAD') response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
    else events.open(response);
    return;
  }
  if (path.startsWith('/jaeger/') && jaeger !== undefined) {
    await jaeger(target.slice('/jaeger'.length), request, response);
    return;
  }
  if (path === '/live' && live !== undefined) {
    const asked = new URLSearchParams(search);
    const [after, to] = [asked.get('after'), asked.get('to')].map((text) => Number(text ?? Number.NaN));
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    await pipeline(Readable.from(live.lines(wholeOr(after, 0), wholeOr(to, live.last))), response);
    return;
  }
  const number = /^\/files\/(0|[1-9]\d{0,5})$/u.exec(path)?.[1];
  const file = number === undefined ? undefined : files[Number(number)];
  if (file === undefined) {
    sendText(response, 404, 'there is nothing at this address');
    return;
  }
  await sendFile(request, response, file);
}

/** Exactly as long as it was when it was opened, however it grows meanwhile. */
async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, name }: GivenFile,
): Promise<void> {
  // Another thing may be in its place by now: a pipe nobody writes to would hold up a thread for ever.
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(
    () => undefined,
  );
  const found = await file?.stat().catch(() => undefined);
  if (file === undefined || found?.isFile() !== true) {
    sendText(response, 404, `${name} is not there any more, is no file, or may not be read`);
    return;
  }
  const { size } = found;
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
  if (size === 0 || request.method === 'HEAD') {
    response.end();
    return;
  }
  const bytes = file.createReadStream({ start: 0, end: size - 1, highWaterMark: 512 * 1024 });
  // A page that is closed while it reads is no fault.
  await pipeline(bytes, response).catch(() => response.destroy());
}

function wholeOr(number: number | undefined, otherwise: number): number {
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : otherwise;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
