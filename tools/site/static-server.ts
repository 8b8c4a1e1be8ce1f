/** A small server for a folder of static files: what any static host does, and nothing more. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { serveCollector } from './collector-files.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

const compressible = /^text\/|json|javascript|xml|svg|wasm/u;
/** Names made from content: a browser need never ask again. */
const immutable = /^\/(?:_astro\/|lab\/(?!(?:manifest|collector)\.json))/u;

export interface StaticServerOptions {
  /** The folder with the files. */
  root: string;
  /** The folder they appear in, `/` or `/some/base/`. */
  base?: string;
  /** Where the Collector is being built; without it, the one among the files is served. */
  collector?: string;
  /** Sees each request first; true when it has answered or will. */
  before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

interface Answer {
  type: string;
  body: Buffer;
  etag: string;
  gzipped: Buffer | undefined;
  modifiedMs: number;
}

/** A server that is not listening yet. */
export function createStaticServer({ root, base = '/', collector, before }: StaticServerOptions): Server {
  const cache = new Map<string, Answer>();
  const prefix = base.replace(/\/+$/u, '');

  return createServer(async (request, response) => {
    try {
      if (before?.(request, response)) return;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return end(response, 405, { allow: 'GET, HEAD' }, 'Only GET and HEAD are answered here.\n');
      }
      const path = decodedPath(request.url ?? '/');
      if (path === undefined) return end(response, 400, {}, 'This address cannot be decoded.\n');
      if (path === prefix && prefix !== '') return redirect(response, `${prefix}/`);
      if (!path.startsWith(`${prefix}/`)) {
        return end(response, 404, {}, `Nothing here. This site is at ${prefix}/\n`);
      }
      const inside = path.slice(prefix.length);
      if (await serveCollector(collector ?? join(root, 'lab'), inside, request, response)) return;
      const file = await find(root, inside);
      if (file === 'is-folder') return redirect(response, `${prefix}${inside}/`);
      const answer = await load(cache, file ?? join(root, '404.html'));
      if (answer === undefined) return end(response, 404, {}, 'No such page.\n');
      send(
        response,
        request.headers,
        answer,
        file === undefined ? 404 : 200,
        inside,
        request.method === 'HEAD',
      );
    } catch (cause) {
      end(response, 500, {}, `The file could not be read: ${String(cause)}\n`);
    }
  });
}

function decodedPath(url: string): string | undefined {
  try {
    const { pathname } = new URL(url, 'http://localhost');
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** The file behind a path, undefined when there is none, `is-folder` when only the slash is missing. */
async function find(root: string, path: string): Promise<string | 'is-folder' | undefined> {
  const target = join(root, normalize(path));
  // `normalize` has resolved every `..` against the leading slash; this is the second lock on the door.
  if (!target.startsWith(root) || path.includes('\0')) return undefined;
  if (path.endsWith('/'))
    return (await isFile(join(target, 'index.html'))) ? join(target, 'index.html') : undefined;
  if (await isFile(target)) return target;
  return (await isFile(join(target, 'index.html'))) ? 'is-folder' : undefined;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (each) => each.isFile(),
    () => false,
  );
}

async function load(cache: Map<string, Answer>, file: string): Promise<Answer | undefined> {
  const modifiedMs = await stat(file).then(
    (each) => each.mtimeMs,
    () => undefined,
  );
  if (modifiedMs === undefined) return undefined;
  const known = cache.get(file);
  if (known?.modifiedMs === modifiedMs) return known;
  const body = await readFile(file);
  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const gzipped =
    compressible.test(type) && body.length > 1_000 ? await promisify(gzip)(body, { level: 6 }) : undefined;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`;
  const answer = { type, body, etag, gzipped, modifiedMs };
  cache.set(file, answer);
  return answer;
}

function send(
  response: ServerResponse,
  headers: NodeJS.Dict<string | string[]>,
  answer: Answer,
  status: number,
  path: string,
  headOnly: boolean,
): void {
  const zipped = answer.gzipped !== undefined && /\bgzip\b/u.test(String(headers['accept-encoding'] ?? ''));
  const body = zipped && answer.gzipped ? answer.gzipped : answer.body;
  const common = {
    etag: answer.etag,
    vary: 'accept-encoding',
    'cache-control':
      immutable.test(path) && status === 200 ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (status === 200 && headers['if-none-match'] === answer.etag) {
    response.writeHead(304, common).end();
    return;
  }
  response.writeHead(status, {
    ...common,
    'content-type': answer.type,
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(headOnly ? undefined : body);
}

function redirect(response: ServerResponse, to: string): void {
  end(response, 301, { location: to.split('/').map(encodeURIComponent).join('/') }, '');
}

function end(response: ServerResponse, status: number, headers: Record<string, string>, text: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text);
}

/**
 * Listens on `port`, or on the next free one. `onBusy` is told of each port that was taken.
 * `port: 0` takes any. Resolves to the port.
 */
export async function listen(
  server: Server,
  port: number,
  options: { host?: string; onBusy?: (port: number) => void } = {},
): Promise<number> {
  for (let candidate = port; candidate < port + 50; candidate += 1) {
    const failure = await tryListen(server, candidate, options.host ?? 'localhost');
    if (failure === undefined) {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    }
    if (failure.code !== 'EADDRINUSE') throw failure;
    options.onBusy?.(candidate);
  }
  throw new Error(`Ports ${port} to ${port + 49} are all taken. Name a free one: npm start -- --port 8080`);
}

function tryListen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(error);
    server.once('error', onError);
    server.listen({ port, host }, () => {
      server.off('error', onError);
      resolve(undefined);
    });
  });
}
