/** The origin programs run in: a small HTTP server on loopback, with nothing but what they are made of. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Origin {
  port: number;
  /** Serve a file at this path, until it is taken away again. `stable`: a browser may keep it. */
  put(path: string, contents: string | Uint8Array, stable: boolean): void;
  remove(path: string): void;
  /** Has this path been asked for since it was put there? */
  asked(path: string): boolean;
  close(): Promise<void>;
}

interface Served {
  contents: string | Uint8Array;
  type: string;
  cache: string;
  asked: boolean;
}

export async function openOrigin(): Promise<Origin> {
  const files = new Map<string, Served>();
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '/';
    const file = files.get(path);
    // A page asks for its icon; a program may ask for anything.
    if (file === undefined) return response.writeHead(404).end();
    file.asked = true;
    return response
      .writeHead(200, { 'content-type': file.type, 'cache-control': file.cache })
      .end(file.contents);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    put(path, contents, stable) {
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
      files.set(path, {
        contents,
        type,
        cache: stable ? 'max-age=31536000, immutable' : 'no-store',
        asked: false,
      });
    },
    asked: (path) => files.get(path)?.asked ?? false,
    remove: (path) => void files.delete(path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
