import { exitOf, expect, lines, only, test } from './lab-test.ts';
import { echo, exporting, idle } from './programs.ts';

const statesOf = (events: Parameters<typeof only>[0], service: string) =>
  only(events, 'service')
    .filter((event) => event.service === service)
    .map((event) => event.state)
    .filter((state, index, states) => state !== states[index - 1]);

test('two services run in realms of their own and reach each other by HTTP', async ({ lab }) => {
  const events = await lab.run({
    'store.ts': `
      import { Hono } from 'hono';
      import { serve } from '@hono/node-server';
      globalThis.mine = 'the store';
      const app = new Hono().get('/', (c) => c.text('welcome'));
      serve({ fetch: app.fetch, port: 5000 }, ({ port }) => console.log('open on', port));`,
    'shopper.ts': `
      const answer = await fetch('http://localhost:5000/');
      console.log(answer.status, await answer.text(), answer.url, 'mine' in globalThis);`,
  });
  expect(lines(events)).toEqual(['store: open on 5000', 'shopper: 200 welcome http://localhost:5000/ false']);
  expect(only(events, 'console').map(({ location }) => location?.line)).toEqual([6, 3]);
  expect(exitOf(events)).toEqual({
    reason: 'finished',
    message: 'shopper finished, so store was told to shut down.',
  });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
});

test('a run ends when the clients have settled: their timers and requests are waited for', async ({
  lab,
}) => {
  const events = await lab.run({
    'store.ts': echo,
    'shopper.ts': `
      setTimeout(async () => console.log(await (await fetch('http://localhost:5000/late')).text()), 200);
      console.log('top level is through');`,
  });
  expect(lines(events)).toEqual(['shopper: top level is through', 'shopper: /late']);
  expect(statesOf(events, 'shopper')).toEqual(['starting', 'running', 'settled', 'ended']);
  expect(statesOf(events, 'store')).toEqual(['starting', 'listening', 'stopping', 'ended']);
  const running = only(events, 'service').find(({ state }) => state === 'running');
  expect(running?.note).toBe('waits for 1 timer');
});

test('servers alone go on until Stop, and then get SIGTERM', async ({ lab }) => {
  const runId = await lab.start({
    'store.ts': `${echo}
      process.on('SIGTERM', async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        console.log('flushed');
      });`,
  });
  await lab.seen(runId, { type: 'service', state: 'listening' });
  await lab.seen(runId, { note: 'there is no client in this run: it goes on until Stop' });
  const exchange = await lab.page.evaluate(() =>
    window.harness.lab.request({ method: 'GET', url: 'http://localhost:5000/by-hand', headers: [] }),
  );
  expect(new TextDecoder().decode(exchange.response?.body?.bytes)).toBe('/by-hand');
  expect(exchange.from).toBe('you');
  await lab.page.evaluate(() => window.harness.lab.stop());
  const events = await lab.ended(runId);
  expect(lines(events)).toEqual(['store: flushed']);
  expect(exitOf(events).reason).toBe('stopped');
});

test('SIGTERM is the moment to flush: a batch processor that is shut down loses nothing', async ({ lab }) => {
  const store = (flush: string) => `
    import { serve } from '@hono/node-server';
    import { trace } from '@opentelemetry/api';
    import { startTracing } from './_tracing.ts';
    const provider = startTracing('store', 'batch');
    serve({ fetch: () => trace.getTracer('t').startActiveSpan('answer', (span) => { span.end(); return new Response(''); }), port: 5000 });
    ${flush}`;
  const run = (flush: string) =>
    lab.run(
      {
        'store.ts': store(flush),
        'shopper.ts': `await fetch('http://localhost:5000/');`,
        '_tracing.ts': exporting(),
      },
      { backend: 'jaeger' },
    );
  const stored = async (flush: string) =>
    only(await run(flush), 'stored').flatMap(({ spans }) => spans.map(({ name }) => name));
  expect(await stored(`process.on('SIGTERM', () => provider.shutdown());`)).toEqual(['answer']);
  expect(await stored('')).toEqual([]);
});

test('an error nobody catches fails its service, with the place in the source; the others go on', async ({
  lab,
}) => {
  const events = await lab.run({
    'broken.ts': `
interface Shelf { cheese?: { price: number } }
const shelf: Shelf = {};
function price(from: Shelf): number {
  return from.cheese!.price;
}
await Promise.resolve();
price(shelf);`,
    'fine.ts': `console.log('still here');`,
  });
  const [uncaught] = only(events, 'uncaught');
  expect(uncaught?.location).toEqual({ file: 'broken.ts', line: 5, column: 23 });
  expect(uncaught?.error).toMatchObject({
    type: 'error',
    name: 'TypeError',
    stack: [{ location: { line: 5 } }, { location: { line: 8, column: 1 } }],
  });
  expect(lines(events)).toEqual(['fine: still here']);
  expect(exitOf(events)).toEqual({ reason: 'failed', message: 'broken failed.' });
});

for (const [what, program, message] of [
  ['a throw in a timer', `setTimeout(() => { throw new Error('in a timer'); });`, 'in a timer'],
  ['a rejection', `Promise.reject(new Error('rejected'));`, 'rejected'],
  [
    'a rejection under zone.js',
    `import '@opentelemetry/context-zone';\nasync function fail() { throw new Error('in a zone'); }\nfail();`,
    'in a zone',
  ],
  ['a throw that is no error', `throw 'a string';`, undefined],
] as const) {
  test(`${what} that nobody catches is told`, async ({ lab }) => {
    const events = await lab.run({ 'broken.ts': program });
    const [uncaught, ...others] = only(events, 'uncaught');
    expect(others).toEqual([]);
    expect(uncaught?.error).toMatchObject(
      message === undefined ? { type: 'string', text: 'a string' } : { type: 'error', message },
    );
    expect(exitOf(events).reason).toBe('failed');
  });
}

test('a refused fetch that nobody catches points at the line that called fetch', async ({ lab }) => {
  const events = await lab.run({ 'shopper.ts': `\n\nawait fetch('http://localhost:5001/');` });
  const [uncaught] = only(events, 'uncaught');
  expect(uncaught?.location).toMatchObject({ file: 'shopper.ts', line: 3 });
});

test('top-level await, imports between files and dynamic imports work', async ({ lab }) => {
  const events = await lab.run({
    'main.ts': `
      import { two } from './_lib/numbers.ts';
      const { three } = await import('./_three.ts');
      console.log(two + three);`,
    '_lib/numbers.ts': `export const two = await Promise.resolve(2);`,
    '_three.ts': `export const three = 3;`,
  });
  expect(lines(events)).toEqual(['main: 5']);
});

test('files with errors start nothing', async ({ lab }) => {
  const events = await lab.run({ 'store.ts': `const = 1;`, 'shopper.ts': `console.log('not reached');` });
  expect(only(events, 'compile-error')[0]?.diagnostic).toMatchObject({ file: 'store.ts', line: 1 });
  expect(exitOf(events).reason).toBe('not-started');
  expect(lines(events)).toEqual([]);
});

test('a top level that waits for what never comes has settled, and that is said', async ({ lab }) => {
  const events = await lab.run({ 'main.ts': `await new Promise(() => {});` });
  expect(exitOf(events).reason).toBe('finished');
  const notes = only(events, 'service').map(({ note }) => note);
  expect(notes).toContain('its top level waits for something that nothing can bring about any more');
});

test('a port that is taken is refused as in Node', async ({ lab }) => {
  const events = await lab.run({ 'first.ts': echo, 'second.ts': echo, 'client.ts': idle });
  const [uncaught] = only(events, 'uncaught');
  expect(uncaught).toMatchObject({
    service: 'second',
    error: { name: 'Error [EADDRINUSE]', message: 'listen EADDRINUSE: address already in use :::5000' },
  });
});

test('process.env is the service’s own, and process.exit ends it', async ({ lab }) => {
  const events = await lab.run(
    {},
    {
      services: [
        { name: 'one', entry: '_env.ts', env: { NAME: 'one' } },
        { name: 'two', entry: '_env.ts', env: { NAME: 'two' } },
      ],
    },
  );
  expect(exitOf(events).reason).toBe('not-started');
  const started = await lab.run(
    {
      '_env.ts': `console.log(process.env.NAME); process.exit(process.env.NAME === 'two' ? 3 : 0); console.log('no');`,
    },
    {
      services: [
        { name: 'one', entry: '_env.ts', env: { NAME: 'one' } },
        { name: 'two', entry: '_env.ts', env: { NAME: 'two' } },
      ],
    },
  );
  expect(lines(started)).toEqual(['one: one', 'two: two']);
  expect(exitOf(started)).toEqual({ reason: 'failed', message: 'two failed.' });
});

test('a new run ends the one before it', async ({ lab }) => {
  const first = await lab.start({ 'store.ts': echo });
  await lab.seen(first, { type: 'service', state: 'listening' });
  const second = await lab.run({ 'main.ts': `console.log('second');` });
  expect(lines(second)).toEqual(['main: second']);
  expect(exitOf(await lab.ended(first)).reason).toBe('stopped');
});

test('checks are told before the exit', async ({ lab }) => {
  const expectation = {
    checks: [
      {
        check: 'It says hello',
        read: 'store' as const,
        extra: 'allow' as const,
        stdout: [{ matches: 'hello' }],
      },
      { check: 'It says bye', read: 'store' as const, extra: 'allow' as const, stdout: [{ matches: 'bye' }] },
    ],
  };
  const events = await lab.run({ 'main.ts': `console.log('hello');` }, { expectation });
  expect(only(events, 'check').map(({ result }) => result.ok)).toEqual([true, false]);
  expect(events.at(-1)?.type).toBe('exit');
});
