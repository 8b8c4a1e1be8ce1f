import { collectorConfig, collectorLab, sends, withCollector } from './collector-programs.ts';
import { type Events, exitOf, expect, family, lines, only, test } from './lab-test.ts';

const notes = (events: Events) => only(events, 'note').map(({ message }) => message);
const retrying =
  'otlp_grpc/jaeger: { endpoint: "jaeger:4317", tls: { insecure: true }, retry_on_failure: { initial_interval: 50ms, max_interval: 200ms } }';
const stateOf = (page: import('@playwright/test').Page, state: string) =>
  page.waitForFunction(
    (state) =>
      new Promise((resolve) => {
        const stop = window.harness.lab.collector.subscribe((view) => {
          if (view.state !== state) return;
          queueMicrotask(() => stop());
          resolve(true);
        });
      }),
    state,
  );

test('garbage and bombs sent to the receiver are refused, and what is sound goes on to Jaeger', async ({
  lab,
}) => {
  const events = await withCollector(
    lab,
    {
      ...sends('after all that'),
      '_bad.ts': `
        const url = 'http://localhost:4318/v1/traces';
        const post = async (what: string, type: string, body: BodyInit, more: Record<string, string> = {}) => {
          const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...more } });
          console.log(what, answer.status);
          await answer.text();
        };
        const zeros = new Blob([new Uint8Array(60_000_000)]).stream().pipeThrough(new CompressionStream('gzip'));
        const bomb = await new Response(zeros).arrayBuffer();
        const json = 'application/json';
        const proto = 'application/x-protobuf';
        export const done = (async () => {
          await post('no JSON', json, '{');
          await post('no protobuf', proto, crypto.getRandomValues(new Uint8Array(10_000)).fill(255, 0, 20));
          await post('a bomb', proto, bomb, { 'content-encoding': 'gzip' });
          await post('a JSON bomb', json, bomb, { 'content-encoding': 'gzip' });
          await post('no gzip', json, '{}', { 'content-encoding': 'gzip' });
          await post('no type', 'text/plain', 'hello');
          await post('deep', json, '{"resourceSpans":' + '['.repeat(100_000));
          await post('nothing', json, '{}');
        })();`,
      'shopper.ts': `
        import { done } from './_bad.ts';
        import { trace } from '@opentelemetry/api';
        import { startTracing } from './_tracing.ts';
        await done;
        startTracing('shopper');
        trace.getTracer('test').startSpan('after all that').end();`,
    },
    collectorConfig(),
  );
  const answers = Object.fromEntries(
    lines(events).map((line) => {
      const [, what = '', status] = /^shopper: (.+) (\d+)$/u.exec(line) ?? [];
      return [what, Number(status)];
    }),
  );
  for (const [what, status] of Object.entries(answers)) {
    if (what !== 'nothing') expect(status, what).toBeGreaterThanOrEqual(400);
  }
  expect(Object.keys(answers)).toHaveLength(8);
  expect(answers['nothing']).toBe(200);
  expect(family(events)).toEqual(['after all that < nothing']);
  expect(exitOf(events)).toEqual({ reason: 'finished', message: 'shopper finished.' });
});

test('an exporter that is never answered keeps no run from ending', async ({ lab }) => {
  const yaml = collectorConfig({
    exporter: 'otlp_grpc/jaeger: { endpoint: "jaeger:4317", tls: { insecure: true }, timeout: 30s }',
  });
  const events = await withCollector(lab, sends('unheard'), yaml, {
    network: [{ host: 'jaeger:4317', latencyMs: 60_000 }],
    runLimitMs: 20_000,
  });
  expect(exitOf(events).reason).toBe('finished');
  expect(notes(events)).toContain(
    '1 span waits in the queue of otlp_grpc/jaeger: jaeger:4317 does not take them.',
  );
});

test('Jaeger goes away in mid-run and comes back: what was sent meanwhile arrives, once', async ({ lab }) => {
  const runId = await lab.start(
    {
      ...sends(),
      'shopper.ts': `
        import { trace } from '@opentelemetry/api';
        import { startTracing } from './_tracing.ts';
        startTracing('shopper');
        for (let n = 1; n <= 20; n += 1) {
          trace.getTracer('test').startSpan('span ' + n).end();
          if (n === 5) console.log('five are sent');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }`,
      '_collector.yaml': collectorConfig({ exporter: retrying }),
    },
    collectorLab,
  );
  const up = (is: boolean) => lab.page.evaluate((up) => window.harness.lab.collector.setBackendUp(up), is);
  await lab.seen(runId, { type: 'console', args: { 0: { text: 'five are sent' } } });
  await up(false);
  await lab.seen(runId, { type: 'collector-log', level: 'info' });
  await lab.page.waitForFunction(
    (id) =>
      window.harness.events.filter(
        (event) => event.runId === id && event.type === 'export' && event.service === 'shopper',
      ).length >= 12,
    runId,
  );
  await up(true);
  const events = await lab.ended(runId);
  const names = only(events, 'stored').flatMap(({ spans }) => spans.map(({ name }) => name));
  expect(names.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `span ${n + 1}`).sort());
  expect(exitOf(events)).toEqual({ reason: 'finished', message: 'shopper finished.' });
});

test('a Collector that crashes in mid-run is said to; the run goes on, and the next one has a new one', async ({
  lab,
}) => {
  const runId = await lab.start(
    {
      ...sends(),
      'shopper.ts': `
        for (let n = 1; ; n += 1) {
          const answer = await fetch('http://localhost:4318/v1/traces', {
            method: 'POST', body: '{}', headers: { 'content-type': 'application/json' },
          }).catch((problem) => console.log(problem.cause.message));
          if (answer === undefined) break;
          if (n === 1) console.log('it answers');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }`,
      '_collector.yaml': collectorConfig(),
    },
    collectorLab,
  );
  await lab.seen(runId, { type: 'console', args: { 0: { text: 'it answers' } } });
  const [worker] = lab.page.workers().filter((each) => each.url().includes('collector-worker'));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('unreachable executed');
    });
  });
  const events = await lab.ended(runId);
  expect(only(events, 'collector').at(-1)).toMatchObject({
    state: 'failed',
    problems: [{ message: expect.stringContaining('unreachable executed') }],
  });
  expect(exitOf(events)).toEqual({
    reason: 'finished',
    message:
      'shopper finished. The Collector has ended by itself; what was sent to it after that was refused.',
  });
  expect(family(await withCollector(lab, sends('again'), collectorConfig()))).toEqual(['again < nothing']);
});

test('a configuration of a megabyte runs, and a mistake at its end is told', async ({ lab }) => {
  const large = `${collectorConfig()}${'# a comment that fills\n'.repeat(45_000)}`;
  expect(family(await withCollector(lab, sends('small'), large))).toEqual(['small < nothing']);
  const events = await withCollector(lab, sends('small'), `${large}oops: 1\n`);
  expect(only(events, 'collector').at(-1)?.problems).toMatchObject([
    { message: expect.stringContaining('oops') },
  ]);
});

test('two listeners on a port, and a port of Jaeger’s on a shared machine, fail in Go’s words', async ({
  lab,
}) => {
  const twice = await withCollector(
    lab,
    sends('x'),
    collectorConfig({
      receiver: '{ grpc: { endpoint: "localhost:4318" }, http: { endpoint: "localhost:4318" } }',
    }),
  );
  const words = (events: Events) => JSON.stringify(only(events, 'collector').at(-1)?.problems);
  expect(words(twice)).toContain('listen tcp 127.0.0.1:4318: bind: address already in use');
  const shared = await withCollector(lab, sends('x'), collectorConfig(), {
    collector: { ...collectorLab.collector, machine: 'shared' },
  });
  expect(words(shared)).toContain('address already in use');
  await stateOf(lab.page, 'failed');
});
