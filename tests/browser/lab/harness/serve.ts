/** Builds the harness page and serves it with the lab's assets. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildLabAssets, labAssetsFolder } from '../../../../tools/build-lab-assets.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../../..');
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

export interface ServedHarness {
  url: string;
  close(): Promise<void>;
}

/** @param name Keeps builds apart that are made at the same time. */
export async function serveHarness(name: string): Promise<ServedHarness> {
  await buildLabAssets(() => undefined);
  const outDir = path.join(root, '.cache/lab-harness', name);
  await build({
    root: here,
    base: '/',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, minify: false, target: 'es2022', chunkSizeWarningLimit: 20_000 },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname.startsWith('/lab/')
      ? path.join(labAssetsFolder, path.basename(pathname))
      : path.join(outDir, pathname === '/' ? 'index.html' : path.normalize(pathname));
    stat(file).then(
      () => {
        // Anybody may read it: so what a realm cannot fetch, its own policy has refused.
        response.setHeader('access-control-allow-origin', '*');
        response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
