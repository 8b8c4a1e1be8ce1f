/** Serves the Collector from where it is built, so that a build that ends is there at once, whatever site is served. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.br': 'application/octet-stream',
  '.gz': 'application/octet-stream',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** `collector.json`, and names made from what went into a build. */
const known = /^\/lab\/collector(?:-[\w-]+)?\.(?:json|js|wasm|wasm\.br|wasm\.gz)$/u;

const packed = [
  { encoding: 'br', extension: '.br' },
  { encoding: 'gzip', extension: '.gz' },
] as const;

interface Found {
  file: string;
  size: number;
  etag: string;
  encoding?: string;
}

/** Whether a client takes an encoding: named, or by `*`, and not with `q=0`. */
export function accepts(header: string | undefined, encoding: string): boolean {
  const asked = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
      return [name, Number(quality ?? 1)] as const;
    }),
  );
  return (asked.get(encoding) ?? asked.get('*') ?? 0) > 0;
}

async function look(file: string, encoding?: string): Promise<Found | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const etag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}${encoding ?? ''}"`;
  return { file, size: found.size, etag, ...(encoding && { encoding }) };
}

/** The file behind a name; the program is there in packed form only, and the server's client unpacks it. */
async function find(folder: string, name: string, acceptEncoding: string | undefined) {
  if (extname(name) !== '.wasm') return look(join(folder, name));
  for (const { encoding, extension } of packed) {
    if (!accepts(acceptEncoding, encoding)) continue;
    const found = await look(join(folder, `${name}${extension}`), encoding);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Answers requests for the Collector's files and resolves to `true`; leaves all others alone.
 * @param folder where they are: `.cache/public/lab/`
 * @param path of the request, from the site's base
 */
export async function serveCollector(
  folder: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!known.test(path) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const name = basename(path);
  const found = await find(folder, name, request.headers['accept-encoding']);
  const headers = { 'x-content-type-options': 'nosniff', vary: 'accept-encoding' };
  if (found === undefined) {
    const why = name.endsWith('.wasm')
      ? 'It is not built, or your client takes neither brotli nor gzip.\n'
      : 'It is not built.\n';
    response
      .writeHead(404, { ...headers, 'cache-control': 'no-store', 'content-type': 'text/plain' })
      .end(why);
    return true;
  }
  const { file, size, etag, encoding } = found;
  const all = {
    ...headers,
    etag,
    'cache-control': name === 'collector.json' ? 'no-cache' : 'public, max-age=31536000, immutable',
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, all).end();
    return true;
  }
  response.writeHead(200, {
    ...all,
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'content-length': size,
    'accept-ranges': 'none',
    ...(encoding && { 'content-encoding': encoding }),
  });
  if (request.method === 'HEAD') response.end();
  // Who goes away while reading has had enough.
  else await pipeline(createReadStream(file), response).catch(() => response.destroy());
  return true;
}
