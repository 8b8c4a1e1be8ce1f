/** Serves the page, its scripts, the lab's assets, and the way from the page to containers. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { buildPage, pageHtml } from './build-page.ts';

export interface ServedPage {
  /** `http://localhost:PORT`. */
  origin: string;
  close(): Promise<void>;
}

/** Answers a request, or says false. */
export type Before = (request: IncomingMessage, response: ServerResponse) => boolean;

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json' };

export async function servePage(assets: string, before: Before): Promise<ServedPage> {
  const scripts = await buildPage();
  const server = createServer((request, response) => {
    if (before(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = basename(pathname);
    if (pathname === '/') respond(response, 'text/html; charset=utf-8', pageHtml);
    else if (pathname.startsWith('/lab/') && !name.endsWith('.ts')) sendFile(response, join(assets, name));
    else {
      const script = scripts.get(name);
      if (script === undefined) response.writeHead(404).end();
      else respond(response, 'text/javascript', script);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => close(server) };
}

function respond(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

function sendFile(response: ServerResponse, file: string): void {
  stat(file).then(
    () => {
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      // A page that is closed while it loads is no fault.
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response);
    },
    () => response.writeHead(404).end(),
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
