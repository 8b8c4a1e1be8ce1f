import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accepts } from '../../tools/site/collector-files.ts';
import { createStaticServer, listen } from '../../tools/site/static-server.ts';

const program = Buffer.from('\0asm and what follows'.repeat(100));
let folder: string;
let server: Server;
let origin: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collector-files-'));
  const site = join(folder, 'site');
  const built = join(folder, 'built');
  await mkdir(join(site, 'lab'), { recursive: true });
  await mkdir(built);
  await writeFile(join(site, 'index.html'), '<h1>Home</h1>');
  await writeFile(join(site, 'lab/collector.json'), '{"state":"building"}');
  await writeFile(join(built, 'collector.json'), '{"state":"ready"}');
  await writeFile(join(built, 'collector-abc.wasm.br'), brotliCompressSync(program));
  await writeFile(join(built, 'collector-abc.wasm.gz'), gzipSync(program));
  await writeFile(join(built, 'manifest.json'), '{}');
  server = createStaticServer({ root: site, collector: built, base: '/some/base/' });
  origin = `http://localhost:${await listen(server, 0)}/some/base`;
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** As it goes over the wire: `fetch` would unpack it. */
function raw(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      request(`${origin}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

const wasm = '/lab/collector-abc.wasm';

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
])('who accepts %s gets the program in %s, to be compiled as it comes', async (accepted, encoding) => {
  const { status, headers, body } = await raw(wasm, { headers: { 'accept-encoding': accepted } });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/wasm');
  expect(headers['content-encoding']).toBe(encoding);
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['vary']).toBe('accept-encoding');
  expect(body.length).toBe(Number(headers['content-length']));
  const unpacked = await fetch(`${origin}${wasm}`, { headers: { 'accept-encoding': accepted } });
  expect(Buffer.from(await unpacked.arrayBuffer()).equals(program)).toBe(true);
});

test('the packed files themselves are served as they lie there, for whoever unpacks them', async () => {
  const { headers, body } = await raw(`${wasm}.gz`, { headers: { 'accept-encoding': 'gzip' } });
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.equals(gzipSync(program))).toBe(true);
});

test('who takes neither form is told so', async () => {
  const { status, body } = await raw(wasm, { headers: { 'accept-encoding': 'identity' } });
  expect(status).toBe(404);
  expect(body.toString()).toContain('neither brotli nor gzip');
});

test('HEAD and ranges: no body, and never a part of one', async () => {
  const head = await raw(wasm, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
  expect(head.body.length).toBe(0);
  expect(Number(head.headers['content-length'])).toBe(brotliCompressSync(program).length);
  const range = await raw(`${wasm}.br`, { headers: { range: 'bytes=0-3' } });
  expect([range.status, range.headers['accept-ranges']]).toEqual([200, 'none']);
  expect(range.body.length).toBe(brotliCompressSync(program).length);
});

test('collector.json is the one of the build, not the one the site was built with, and asked for each time', async () => {
  const first = await fetch(`${origin}/lab/collector.json`);
  expect(await first.json()).toEqual({ state: 'ready' });
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(`${origin}/lab/collector.json`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  await writeFile(join(folder, 'built/collector.json'), '{"state":"failed","message":"No Go."}');
  const changed = await fetch(`${origin}/lab/collector.json`, { headers: { 'if-none-match': etag } });
  expect(await changed.json()).toMatchObject({ state: 'failed' });
});

test('nothing else comes from the build’s folder', async () => {
  expect((await raw('/lab/manifest.json')).status).toBe(404);
  expect((await raw('/lab/collector-..%2f..%2fsite%2findex.html')).status).toBe(404);
  expect((await raw('/lab/collector-nothing.js')).status).toBe(404);
});

test('an encoding is accepted by its name or by *, unless its quality is 0', () => {
  expect(accepts('gzip, BR', 'br')).toBe(true);
  expect(accepts('*', 'br')).toBe(true);
  expect(accepts('*, br;q=0', 'br')).toBe(false);
  expect(accepts('brotli', 'br')).toBe(false);
  expect(accepts(undefined, 'br')).toBe(false);
});
