/** Builds the harness page and serves it with the Collector, in all the ways a host may serve it. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';
import { collectorFolder } from '../../../collector/collector-folder.ts';

const here = import.meta.dirname;
const root = path.resolve(here, '../../../..');

/**
 * What the first folder of an address stands for. `negotiating`: a server that answers with brotli and says so; `plain`:
 * files as they are; `unpacking`: packed files with a `Content-Encoding`; the others: hosts that serve something else.
 */
export type HostKind =
  | 'negotiating'
  | 'plain'
  | 'unpacking'
  | 'building'
  | 'cut'
  | 'damaged'
  | 'pages'
  | 'failed';

export interface ServedCollector {
  url: string;
  assetBase(kind: HostKind): string;
  /** Whether what the Collector is loaded from cannot be reached. */
  takeDown(down: boolean): void;
  /** Paths that were asked for since the last call. */
  asked(): string[];
  close(): Promise<void>;
}

/** @param name Keeps builds apart that are made at the same time. */
export async function serveCollectorHarness(name: string): Promise<ServedCollector> {
  const folder = await collectorFolder();
  const outDir = path.join(root, '.cache/collector-harness', name);
  await build({
    root: here,
    base: '/',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' },
  });
  let paths: string[] = [];
  let polls = 0;
  let isDown = false;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(404).end());
  });
  const answer = async ({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(url, 'http://localhost');
    paths.push(pathname);
    const [, kind = '', file = ''] = /^\/lab\/(\w+)\/(.+)$/u.exec(pathname) ?? [];
    if (kind === '') {
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
      const inside = path.join(outDir, pathname === '/' ? 'index.html' : path.normalize(pathname));
      response.setHeader('content-type', type);
      response.end(await readFile(inside));
      return;
    }
    if (isDown) return void response.destroy();
    if (file !== 'collector.json') response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    const whole = async (): Promise<Buffer> => readFile(path.join(folder, file));
    if (kind === 'pages' && file !== 'collector.json') {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Not what you asked for</title>');
    } else if (file === 'collector.json') {
      polls += 1;
      const building = {
        state: 'building',
        done: polls % 10,
        total: 10,
        note: `${polls % 10} of 10 packages compiled`,
      };
      const failed = { state: 'failed', message: 'Go is not installed: get it from go.dev or with pip.' };
      const text = kind === 'building' && polls % 3 !== 0 ? JSON.stringify(building) : await whole();
      response.setHeader('content-type', 'application/json');
      response.end(kind === 'failed' ? JSON.stringify(failed) : text);
    } else if (kind === 'negotiating' && file.endsWith('.wasm')) {
      response.setHeader('content-type', 'application/wasm').setHeader('content-encoding', 'br');
      response.end(await readFile(path.join(folder, `${file}.br`)));
    } else {
      const bytes = await whole();
      response.setHeader(
        'content-type',
        file.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
      );
      if (kind === 'unpacking' && file.endsWith('.gz')) response.setHeader('content-encoding', 'gzip');
      if (kind === 'damaged' && file.endsWith('.gz')) bytes.fill(7, 1_000_000, 1_000_100);
      response.end(kind === 'cut' && file.endsWith('.gz') ? bytes.subarray(0, 3_000_000) : bytes);
    }
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    assetBase: (kind) => `${url}lab/${kind}/`,
    takeDown(down) {
      isDown = down;
    },
    asked() {
      const since = paths;
      paths = [];
      return since;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
