/** The way from a page to the containers through the site's own server: where it leads, and whom it serves. */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { createLocalLabProxy, isLoopbackHost } from '../../tools/site/local-lab-proxy.ts';
import { createStaticServer } from '../../tools/site/static-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(server: Server, host = '127.0.0.1'): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A stand-in for a container that tells what it heard, and the proxy before it. */
async function proxied({ answerWithinMs = 30_000, host = '127.0.0.1', silent = false } = {}) {
  const heard: Heard[] = [];
  const upstream = await serve(
    createServer(async (request, response) => {
      let body = '';
      try {
        for await (const piece of request) body += String(piece);
      } catch {
        // The proxy has taken the request back.
        return;
      }
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      if (silent) return;
      response.writeHead(207, {
        'content-type': 'application/json',
        'set-cookie': 'a=b',
        'access-control-allow-origin': '*',
        'x-own': 'kept',
      });
      response.end('{"answer":true}');
    }),
  );
  const published = () => ({
    collector: [
      { container: 4318, host: upstream },
      { container: 9999, host: upstream },
    ],
    jaegerOtlp: [{ container: 4317, host: upstream }],
    jaeger: upstream,
    otlpHttp: 4318,
  });
  const before = createLocalLabProxy({ published, answerWithinMs });
  const port = await serve(createStaticServer({ root: tmpdir(), before }), host);
  const ask = (
    path: string,
    {
      method = 'GET',
      headers = {},
      body,
      via = '127.0.0.1',
    }: { method?: string; headers?: Record<string, string>; body?: string | Buffer; via?: string } = {},
  ) =>
    new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
      const given = { host: `localhost:${port}`, 'sec-fetch-site': 'same-origin', ...headers };
      const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
      const sent = httpRequest({ host: via, port, path, method, headers: own }, async (answer) => {
        let text = '';
        for await (const piece of answer) text += String(piece);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  return { ask, heard, port };
}

describe('a page of the site', () => {
  test('reaches the Collector with method, path, body and its own headers', async () => {
    const { ask, heard } = await proxied();
    const answer = await ask('/_local-lab/collector/v1/traces?x=1', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-mine': 'yes' },
      body: '{"resourceSpans":[]}',
    });
    expect(answer).toMatchObject({ status: 207, text: '{"answer":true}', headers: { 'x-own': 'kept' } });
    expect(heard).toMatchObject([
      { method: 'POST', url: '/v1/traces?x=1', body: '{"resourceSpans":[]}', headers: { 'x-mine': 'yes' } },
    ]);
  });

  test('sends no cookie, origin or referer of its own along, and gets no cookie back', async () => {
    const { ask, heard, port } = await proxied();
    const headers = { cookie: 'secret=1', origin: `http://localhost:${port}`, referer: 'http://localhost/x' };
    const answer = await ask('/_local-lab/collector/', { headers });
    const names = Object.keys(heard[0]?.headers ?? {});
    expect(names.filter((name) => /cookie|origin|referer|sec-/u.test(name))).toEqual([]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('gets answers that cannot run as pages of the site', async () => {
    const { ask } = await proxied();
    const { headers } = await ask('/_local-lab/jaeger/api/v3/services');
    expect(headers).toMatchObject({
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
  });

  test('reaches ports that the lab publishes, and learns which they are', async () => {
    const { ask, heard } = await proxied();
    expect((await ask('/_local-lab/port/9999/a')).status).toBe(207);
    expect((await ask('/_local-lab/port/4317/a')).status).toBe(207);
    expect(heard[0]?.url).toBe('/a');
    expect(JSON.parse((await ask('/_local-lab/status')).text)).toMatchObject({
      ports: [4318, 9999],
      jaegerPorts: [4317],
    });
  });

  test.each([
    '/_local-lab/port/22/',
    '/_local-lab/port/13133/',
    '/_local-lab/jaeger/search',
    '/_local-lab/elsewhere/',
    '/_local-lab/port/9999@evil.example/',
    '/_local-lab/',
  ])('reaches nothing at %s', async (path) => {
    const { ask, heard } = await proxied();
    expect((await ask(path)).status).toBe(404);
    expect(heard).toEqual([]);
  });

  test('is told when nobody listens, in Node’s word for it', async () => {
    const { ask } = await proxied();
    servers[0]?.close();
    const answer = await ask('/_local-lab/collector/v1/traces', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(502);
    expect(answer.headers['x-spanlab-unheard']).toBe('ECONNREFUSED');
  });

  test('is told when no answer comes in time', async () => {
    const { ask } = await proxied({ answerWithinMs: 50, silent: true });
    const answer = await ask('/_local-lab/collector/v1/traces', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(504);
    expect(answer.headers['x-spanlab-unheard']).toBe('ETIMEDOUT');
  });

  test('cannot send more than the Collector takes', async () => {
    const { ask, heard } = await proxied();
    const body = Buffer.alloc(20 * 1024 * 1024 + 1);
    const headers = { 'content-length': String(body.length) };
    expect((await ask('/_local-lab/collector/v1/traces', { method: 'POST', headers, body })).status).toBe(
      413,
    );
    const chunked = { 'transfer-encoding': 'chunked' };
    expect(
      (await ask('/_local-lab/collector/v1/traces', { method: 'POST', headers: chunked, body })).status,
    ).toBe(413);
    expect(heard).toEqual([]);
  });
});

describe('nobody else is served', () => {
  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' }],
    ['an old browser’s image, which says nothing of where it is', { 'sec-fetch-site': '' }],
    ['an origin that is not this site’s', { origin: 'http://localhost:1' }],
    ['an address typed or followed', { 'sec-fetch-site': 'none' }],
    ['a frame without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['a foreign name that leads to this machine', { host: 'rebound.example' }],
    ['a name that only begins like it', { host: 'localhost.evil.example' }],
  ])('%s', async (_, headers) => {
    const { ask, heard } = await proxied();
    expect((await ask('/_local-lab/collector/v1/traces', { headers })).status).toBe(403);
    expect((await ask('/_local-lab/status', { headers })).status).toBe(403);
    expect(heard).toEqual([]);
  });

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  test.runIf(outside !== undefined)('another machine, when the server listens for all', async () => {
    const { ask, heard } = await proxied({ host: '0.0.0.0' });
    expect((await ask('/_local-lab/collector/v1/traces', { via: outside ?? '' })).status).toBe(403);
    expect(heard).toEqual([]);
  });

  test('a server for other machines has no way to the local lab at all', () => {
    expect(
      ['localhost', '127.0.0.1', '::1', '0.0.0.0', '192.168.1.2', 'example.org'].filter(isLoopbackHost),
    ).toEqual(['localhost', '127.0.0.1', '::1']);
  });
});

test('other requests are the site’s own business', async () => {
  const { ask } = await proxied();
  expect((await ask('/nothing-here')).text).toBe('No such page.\n');
});
