import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJaegerProxy } from '../../../verify/view/jaeger-proxy.ts';
import { viewArguments } from '../../../verify/view/view-arguments.ts';
import { raw, startView, viewerFolder } from './started-view.ts';

let viewer: Awaited<ReturnType<typeof viewerFolder>>;
beforeAll(async () => {
  viewer = await viewerFolder();
});
afterAll(() => viewer[Symbol.asyncDispose]());

async function serve(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function viewing(jaeger: string) {
  return startView(['--jaeger', jaeger, '--port', '0'], { folder: viewer.path });
}

test('hands on what is asked of the query API, with its search, and the answer as it comes', async () => {
  const asked: (string | undefined)[] = [];
  await using jaeger = await serve((request, response) => {
    asked.push(request.url, request.headers.cookie);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":["cart"]}');
  });
  await using started = await viewing(`${jaeger.url}/base/search?service=x`);
  const answer = await fetch(`${started.url}jaeger/api/services?a=b%20c`, {
    headers: { cookie: 'secret=1' },
  });
  expect(await answer.json()).toEqual({ data: ['cart'] });
  expect(asked).toEqual(['/base/api/services?a=b%20c', undefined]);
});

test('passes nothing on but reading of traces', async () => {
  let asked = 0;
  await using jaeger = await serve((_, response) => {
    asked += 1;
    response.end();
  });
  await using started = await viewing(jaeger.url);
  for (const path of [
    '/',
    '/api/archive/ab',
    '/api/transform',
    '/metrics',
    '/api/services/../../admin',
    '/api/traces/ab/x',
    '/api/services/..\\..\\..\\admin\\secret#/operations',
    '/api/services/..\\..\\admin/operations',
    '/api/services/../operations',
    '/api/services/%2e%2e/operations',
    '/api/services/..%2f..%2fadmin/operations',
    '/api/services/a%5c..%5c..%5cadmin/operations',
    '/api/services#/operations',
    '/api/services/%/operations',
  ]) {
    const { status } = await raw(started.url, { path: `/jaeger${path}` });
    expect([path, status]).toEqual([path, 404]);
  }
  expect((await raw(started.url, { path: '/jaeger/api/traces/ab', method: 'POST' })).status).toBe(405);
  expect(asked).toBe(0);
  expect((await raw(started.url, { path: '/jaeger/api/v3/traces/4bf92f' })).status).toBe(200);
  const oddName = await raw(started.url, { path: '/jaeger/api/services/a%2Fb%5Cc%20..d/operations?a=..' });
  expect(oddName.status).toBe(200);
});

test('says what is wrong with a Jaeger that is not there, leads elsewhere, or answers with a page', async () => {
  await using elsewhere = await serve((_, response) => response.writeHead(302, { location: '/login' }).end());
  await using page = await serve((_, response) => {
    response.writeHead(503, { 'content-type': 'text/html' }).end('<script>alert(1)</script>');
  });
  await using first = await viewing('http://127.0.0.1:1');
  const gone = await raw(first.url, { path: '/jaeger/api/services' });
  expect([gone.status, gone.body]).toEqual([
    502,
    'The Jaeger at http://127.0.0.1:1 cannot be reached: nothing listens there. Is it running, and is this the port of its page?',
  ]);
  await using second = await viewing(elsewhere.url);
  const moved = await raw(second.url, { path: '/jaeger/api/services' });
  expect([moved.status, moved.headers['location']]).toEqual([502, undefined]);
  expect(moved.body).toContain('Is a login in front of it?');
  await using third = await viewing(page.url);
  const broken = await raw(third.url, { path: '/jaeger/api/services' });
  expect([broken.status, broken.headers['content-type']]).toEqual([503, 'text/plain; charset=utf-8']);
});

test('does not wait for ever', async () => {
  await using silent = await serve(() => undefined);
  const proxy = createJaegerProxy(new URL(silent.url), 30);
  await using front = await serve((request, response) => void proxy(request.url ?? '', request, response));
  const answer = await fetch(`${front.url}/api/services`);
  expect([answer.status, await answer.text()]).toEqual([
    504,
    `The Jaeger at ${silent.url} did not answer within 0.03 s.`,
  ]);
});

test('ends an answer of which nothing comes any more', async () => {
  await using stalled = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[');
  });
  const proxy = createJaegerProxy(new URL(stalled.url), 30);
  await using front = await serve((request, response) => void proxy(request.url ?? '', request, response));
  const answer = await fetch(`${front.url}/api/services`);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

test('lets the Jaeger know when the page does not wait any more', async () => {
  const { promise: left, resolve: hasLeft } = Promise.withResolvers<void>();
  const { promise: came, resolve: hasCome } = Promise.withResolvers<void>();
  await using slow = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":[');
    response.once('close', hasLeft);
    hasCome();
  });
  await using started = await viewing(slow.url);
  const leave = new AbortController();
  const answer = await fetch(`${started.url}jaeger/api/traces/ab`, { signal: leave.signal });
  expect(answer.status).toBe(200);
  await came;
  leave.abort();
  await left;
});

test('sends a name and a password only as such, and shows them to nobody', async () => {
  const asked: (string | undefined)[] = [];
  await using jaeger = await serve((request, response) => {
    asked.push(request.headers.authorization);
    response.end('{}');
  });
  await using started = await viewing(jaeger.url.replace('//', '//ada:l%40ce@'));
  await fetch(`${started.url}jaeger/api/services`);
  expect(asked).toEqual([`Basic ${Buffer.from('ada:l@ce').toString('base64')}`]);
  const shown = `${started.out.join('\n')}${await (await fetch(started.url)).text()}`;
  expect(shown).not.toMatch(/ada|l(?:%40|@)ce/u);
});

test.each([
  ['localhost:16686', 'http://localhost:16686/'],
  ['http://jaeger.example/ui/', 'http://jaeger.example/ui'],
  ['https://jaeger.example/trace/4bf92f?uiFind=x#y', 'https://jaeger.example/'],
  ['http://localhost:16686/api/traces', 'http://localhost:16686/'],
])('understands %s', (given, base) => {
  expect(viewArguments(['--jaeger', given]).jaeger?.href).toBe(base);
});

test('--listen takes a port, or stands alone', () => {
  expect(viewArguments(['--listen', 'a.json']).listen).toBe(4318);
  expect(viewArguments(['--listen', 'a.json']).files).toEqual(['a.json']);
  expect(viewArguments(['--listen', '4400']).listen).toBe(4400);
  expect(viewArguments(['a.json']).listen).toBeUndefined();
});
