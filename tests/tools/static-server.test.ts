import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStaticServer, listen } from '../../tools/site/static-server.ts';

let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'static-server-'));
  const root = join(folder, 'site');
  await mkdir(join(root, 'lesson'), { recursive: true });
  await mkdir(join(root, '_astro'));
  await writeFile(join(root, 'index.html'), '<h1>Home</h1>');
  await writeFile(join(root, '404.html'), '<h1>No such page</h1>');
  await writeFile(join(root, 'lesson/index.html'), `<p>${'lesson '.repeat(400)}</p>`);
  await writeFile(join(root, '_astro/page.abc.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not for you');
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

async function serve(base?: string): Promise<string> {
  const server = createStaticServer({ root: join(folder, 'site'), ...(base && { base }) });
  servers.push(server);
  return `http://localhost:${await listen(server, 0)}`;
}

/** Sends the path as it is: `fetch` would tidy it up first. */
function status(origin: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a site at the root of its host', () => {
  it('serves a page by its folder, with its type', async () => {
    const response = await fetch(`${await serve()}/lesson/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('sends a folder without its slash to the one with it', async () => {
    const response = await fetch(`${await serve()}/lesson`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([301, '/lesson/']);
  });

  it('answers an unknown address with the 404 page', async () => {
    const response = await fetch(`${await serve()}/nothing`);
    expect([response.status, await response.text()]).toEqual([404, '<h1>No such page</h1>']);
  });

  it('compresses what is worth it, for those who can read it', async () => {
    const origin = await serve();
    const zipped = await fetch(`${origin}/lesson/`, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await fetch(`${origin}/lesson/`, { headers: { 'accept-encoding': 'identity' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await zipped.text()).toBe(await plain.text());
  });

  it('answers 304 when the browser has it already, and lets it keep what never changes', async () => {
    const origin = await serve();
    const first = await fetch(origin);
    const etag = first.headers.get('etag') ?? '';
    expect((await fetch(origin, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const asset = await fetch(`${origin}/_astro/page.abc.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });

  it('gives nothing from outside its folder', async () => {
    const origin = await serve();
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/lesson/../../secret.txt',
      '/%2e%2e/secret.txt',
    ]) {
      expect(await status(origin, path), path).toBe(404);
    }
  });

  it('refuses what it cannot do, and what it cannot decode', async () => {
    const origin = await serve();
    expect((await fetch(origin, { method: 'POST' })).status).toBe(405);
    expect(await status(origin, '/%E0%A4%A')).toBe(400);
  });
});

describe('a site in a folder of its host', () => {
  it('lives below that folder only', async () => {
    const origin = await serve('/some/base/');
    expect((await fetch(`${origin}/some/base/`)).status).toBe(200);
    expect((await fetch(`${origin}/`)).status).toBe(404);
    const response = await fetch(`${origin}/some/base/lesson`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/some/base/lesson/');
  });
});

describe('listening', () => {
  it('takes the next port when one is busy, and says so', async () => {
    const first = createStaticServer({ root: folder });
    const second = createStaticServer({ root: folder });
    servers.push(first, second);
    await listen(first, 0);
    const { port } = first.address() as AddressInfo;
    const busy: number[] = [];
    const taken = await listen(second, port, { onBusy: (each) => busy.push(each) });
    expect(busy[0]).toBe(port);
    expect(taken).toBeGreaterThan(port);
  });
});
