import { exitOf, expect, lines, only, test } from './lab-test.ts';
import { echo, exporting } from './programs.ts';

const tell = `
const tell = (url: string, init?: RequestInit) => fetch(url, init).then(
  async (answer) => console.log(url, answer.status, await answer.text()),
  (problem) => console.log(url, String(problem), problem.cause?.message, problem.cause?.code ?? ''));
`;

test('what nothing listens on is refused in Node’s words', async ({ lab }) => {
  const events = await lab.run({
    'shopper.ts': `${tell}
      await tell('http://localhost:5001/');
      await tell('http://nowhere:80/');
      await tell('http://localhost:4318/v1/traces', { method: 'POST' });
      await tell('/relative');
      await tell('ftp://localhost/');`,
  });
  expect(lines(events)).toEqual([
    'shopper: http://localhost:5001/ TypeError: fetch failed connect ECONNREFUSED 127.0.0.1:5001 ECONNREFUSED',
    'shopper: http://nowhere:80/ TypeError: fetch failed getaddrinfo ENOTFOUND nowhere ENOTFOUND',
    'shopper: http://localhost:4318/v1/traces TypeError: fetch failed connect ECONNREFUSED 127.0.0.1:4318 ECONNREFUSED',
    'shopper: /relative TypeError: Failed to parse URL from /relative Invalid URL ERR_INVALID_URL',
    'shopper: ftp://localhost/ TypeError: fetch failed unknown scheme ',
  ]);
});

test('localhost, 127.0.0.1 and the service’s own name reach its port', async ({ lab }) => {
  const events = await lab.run({
    'store.ts': echo,
    'shopper.ts': `${tell}
      for (const host of ['localhost', '127.0.0.1', 'store', 'shopper']) await tell('http://' + host + ':5000/x');`,
  });
  expect(lines(events)).toEqual([
    'shopper: http://localhost:5000/x 200 /x',
    'shopper: http://127.0.0.1:5000/x 200 /x',
    'shopper: http://store:5000/x 200 /x',
    'shopper: http://shopper:5000/x TypeError: fetch failed connect ECONNREFUSED 127.0.0.1:5000 ECONNREFUSED',
  ]);
});

test('latency, faults, statuses and dropped headers are set for each route', async ({ lab }) => {
  const events = await lab.run(
    {
      'store.ts': `
        import { serve } from '@hono/node-server';
        serve({ fetch: (request) => new Response(request.headers.get('traceparent') ?? 'no traceparent'), port: 5000 });`,
      'shopper.ts': `${tell}
        const started = performance.now();
        await tell('http://localhost:5000/slow');
        console.log(performance.now() - started >= 195 ? 'slow' : 'fast');
        await tell('http://localhost:5000/refused');
        await tell('http://localhost:5000/reset');
        await tell('http://localhost:5000/teapot');
        const headers = { traceparent: 'tp' };
        await tell('http://store:5000/dropped/by/a/prefix', { headers });
        await tell('http://localhost:5000/kept', { headers });`,
    },
    {
      network: [
        { host: 'localhost:5000', path: '/slow', latencyMs: 200 },
        { path: '/refused', fault: 'refuse' },
        { path: '/reset', fault: 'reset' },
        { path: '/teapot', status: 418 },
        { host: 'localhost:5000', path: '/dropped/*', dropHeaders: ['Traceparent'] },
      ],
    },
  );
  expect(lines(events)).toEqual([
    'shopper: http://localhost:5000/slow 200 no traceparent',
    'shopper: slow',
    'shopper: http://localhost:5000/refused TypeError: fetch failed connect ECONNREFUSED 127.0.0.1:5000 ECONNREFUSED',
    'shopper: http://localhost:5000/reset TypeError: fetch failed read ECONNRESET ECONNRESET',
    "shopper: http://localhost:5000/teapot 418 I'm a Teapot",
    'shopper: http://store:5000/dropped/by/a/prefix 200 no traceparent',
    'shopper: http://localhost:5000/kept 200 tp',
  ]);
});

test('requests have methods, bodies, headers and signals; answers have redirects', async ({ lab }) => {
  const events = await lab.run({
    'store.ts': `
      import { Hono } from 'hono';
      import { serve } from '@hono/node-server';
      const app = new Hono();
      app.post('/echo', async (c) => c.json({ body: await c.req.json(), type: c.req.header('content-type'), cookie: c.req.header('cookie') }));
      app.get('/moved', (c) => c.redirect('/here'));
      app.get('/here', (c) => { return c.text('here'); });
      app.get('/never', (c) => new Promise(() => c.req.raw.signal.addEventListener('abort', () => console.log('nobody waits any more'))));
      app.get('/broken', () => { throw new Error('broken'); });
      serve({ fetch: app.fetch, port: 5000 });`,
    'shopper.ts': `
      const base = 'http://localhost:5000';
      const posted = await fetch(new Request(base + '/echo', { method: 'POST', body: JSON.stringify({ n: 1 }) }), { headers: { cookie: 'c=2', 'content-type': 'application/json' } });
      console.log(await posted.text());
      const moved = await fetch(new URL(base + '/moved'));
      console.log(moved.redirected, moved.url, await moved.clone().text());
      const manual = await fetch(base + '/moved', { redirect: 'manual' });
      console.log(manual.status, manual.headers.get('location'));
      await fetch(base + '/never', { signal: AbortSignal.timeout(20) }).catch((problem) => console.log(problem.name));
      console.log((await fetch(base + '/broken')).status);`,
  });
  expect(lines(events)).toContain('store: nobody waits any more');
  expect(lines(events).filter((line) => line.startsWith('shopper'))).toEqual([
    'shopper: {"body":{"n":1},"type":"application/json","cookie":"c=2"}',
    'shopper: true http://localhost:5000/here here',
    'shopper: 302 /here',
    'shopper: TimeoutError',
    'shopper: 500',
  ]);
});

test('every exchange is told with headers and bodies; the query API answers on 16686', async ({ lab }) => {
  const events = await lab.run(
    {
      'shopper.ts': `
        const answer = await fetch('http://jaeger:16686/api/v3/services');
        console.log(answer.status, answer.headers.get('content-type'));
        await fetch('http://localhost:4318/v1/traces', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });`,
    },
    { backend: 'jaeger' },
  );
  expect(lines(events)).toEqual(['shopper: 200 application/json']);
  const [query, broken] = only(events, 'http').map(({ exchange }) => exchange);
  expect(query).toMatchObject({ from: 'shopper', to: 'jaeger', method: 'GET', response: { status: 200 } });
  expect(broken?.requestBody?.bytes).toBe('{');
  expect(broken?.response?.status).toBe(400);
  expect(only(events, 'export')[0]).toMatchObject({ service: 'shopper', spans: 0 });
  expect(only(events, 'export')[0]?.failure).toBeTruthy();
});

test('an export to a port nothing listens on is told as one that failed', async ({ lab }) => {
  const events = await lab.run(
    {
      'shopper.ts': `
        import { trace } from '@opentelemetry/api';
        import { startTracing } from './_tracing.ts';
        startTracing('shopper');
        trace.getTracer('t').startSpan('lost').end();`,
      '_tracing.ts': exporting().replace('4318', '4319'),
    },
    { backend: 'jaeger' },
  );
  expect(exitOf(events).reason).toBe('finished');
  expect(only(events, 'export')[0]?.failure).toContain('ECONNREFUSED 127.0.0.1:4319');
});
