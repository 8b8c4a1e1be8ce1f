import type { Page } from '@playwright/test';
import type { CollectorView } from '../../../sandbox/schemas/collector.ts';
import { type Lab, labSchema } from '../../../sandbox/schemas/lab.ts';
import { collectorConfig, collectorLab, sends, withCollector } from './collector-programs.ts';
import { exitOf, expect, family, only, test } from './lab-test.ts';

const lab = labSchema.parse({ services: [{ name: 'shopper', entry: 'shopper.ts' }], ...collectorLab });
const alone = labSchema.parse({ services: [], ...collectorLab });
const files = (yaml: string) => ({ '_collector.yaml': yaml });

/** The next view that is in this state and, if wanted, holds what `like` says. */
const viewIn = (page: Page, state: CollectorView['state'], sent = 0): Promise<CollectorView> =>
  page.evaluate(
    ([state, sent]) =>
      new Promise((resolve) => {
        const { collector } = window.harness.lab;
        let stop = (): void => undefined;
        stop = collector.subscribe((view) => {
          const most = Math.max(0, ...view.counts.map((each) => each.sent));
          if (view.state !== state || most < sent) return;
          queueMicrotask(() => stop());
          resolve(view);
        });
      }),
    [state, sent] as const,
  );
const apply = (page: Page, yaml: string, wanted: Lab = lab) =>
  page.evaluate(({ lab, files }) => window.harness.lab.collector.apply(lab, files), {
    lab: wanted,
    files: files(yaml),
  });

test('a Collector is absent until it is wanted, then runs between runs and is seen', async ({
  lab: { page },
}) => {
  await apply(page, collectorConfig());
  const view = await viewIn(page, 'running');
  expect(view.problems).toEqual([]);
  expect(view.config).toBe(collectorConfig());
  expect(view.listeners.map(({ port }) => port)).toEqual(expect.arrayContaining([4317, 4318]));
  expect(view.startedInMs).toBeGreaterThan(0);
  await apply(page, collectorConfig().replace('receivers: [otlp]', 'receivers: [otpl]'));
  const failed = await viewIn(page, 'failed');
  expect(failed.problems).toMatchObject([{ message: expect.stringContaining('otpl'), line: 8 }]);
  expect(failed.listeners).toEqual([]);
});

test('validate asks the Collector, and starts nothing', async ({ lab: { page } }) => {
  const validate = (yaml: string) =>
    page.evaluate(({ lab, yaml }) => window.harness.lab.collector.validate(lab, yaml), { lab, yaml });
  expect(await validate(collectorConfig())).toEqual([]);
  const [problem] = await validate(collectorConfig().replace('jaeger: {', 'jaeger: { oops: 1,'));
  expect(problem).toMatchObject({ message: expect.stringContaining('invalid keys: oops'), line: 5 });
});

test('an edit restarts it, and counts begin anew', async ({ lab: it }) => {
  await withCollector(it, sends('buy milk'), collectorConfig());
  const before = await viewIn(it.page, 'running', 1);
  expect(before.counts.find(({ kind }) => kind === 'receiver')).toMatchObject({ received: 1, sent: 1 });
  await apply(it.page, `${collectorConfig()}# edited\n`);
  const after = await it.page.evaluate(
    () =>
      new Promise<CollectorView>((resolve) => {
        let stop = (): void => undefined;
        stop = window.harness.lab.collector.subscribe((view) => {
          if (!view.config?.includes('# edited') || view.counts.length === 0) return;
          queueMicrotask(() => stop());
          resolve(view);
        });
      }),
  );
  expect(after).toMatchObject({ state: 'running' });
  expect(after.lostOnRestart).toBeUndefined();
  expect(after.counts.find(({ kind }) => kind === 'receiver')).toMatchObject({ received: 0, sent: 0 });
});

test('the spans of the last run are seen at each hop', async ({ lab: it }) => {
  const processors = '{ attributes: { actions: [{ key: seen, value: yes, action: insert }] } }';
  await withCollector(it, sends('buy milk', 'buy bread'), collectorConfig({ processors }));
  const hops = async () =>
    JSON.parse(
      await it.page.evaluate(async () =>
        JSON.stringify(await window.harness.lab.collector.hops(), (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ),
    ) as {
      pipeline: string;
      index: number;
      total: number;
      spans: { name: string; attributes: unknown[] }[];
    }[];
  const found = await hops();
  expect(found.map(({ pipeline, index, total }) => [pipeline, index, total])).toEqual([
    ['traces', 0, 2],
    ['traces', 1, 2],
  ]);
  expect(found.map(({ spans }) => spans.map(({ name }) => name))).toEqual([
    ['buy milk', 'buy bread'],
    ['buy milk', 'buy bread'],
  ]);
  expect(found[0]?.spans[0]?.attributes).toEqual([]);
  expect(found[1]?.spans[0]?.attributes).toHaveLength(1);
  await withCollector(it, sends('buy eggs'), collectorConfig({ processors }));
  expect((await hops()).map(({ total }) => total)).toEqual([1, 1]);
});

test('its log is kept, and told to whoever comes later', async ({ lab: it }) => {
  await withCollector(it, sends('buy milk'), collectorConfig({ exporter: 'debug: { verbosity: detailed }' }));
  const read = () =>
    it.page.evaluate(
      () =>
        new Promise<{ seq: number; text: string }[]>((resolve) => {
          const lines: { seq: number; text: string }[] = [];
          const stop = window.harness.lab.collector.log((more) => {
            lines.push(...more);
            if (!lines.some(({ text }) => text.includes('buy milk'))) return;
            queueMicrotask(() => stop());
            resolve(lines);
          });
        }),
    );
  const first = await read();
  expect(await read()).toEqual(first);
  expect(new Set(first.map(({ seq }) => seq)).size).toBe(first.length);
});

test('with Jaeger away spans wait in the queue, and are in the store when it is back', async ({
  lab: it,
}) => {
  const yaml = collectorConfig({
    exporter:
      'otlp_grpc/jaeger: { endpoint: "jaeger:4317", tls: { insecure: true }, retry_on_failure: { initial_interval: 100ms, max_interval: 200ms } }',
  });
  const setUp = (up: boolean) => it.page.evaluate((up) => window.harness.lab.collector.setBackendUp(up), up);
  await withCollector(it, sends('before'), yaml);
  await setUp(false);
  try {
    const events = await withCollector(it, sends('one', 'two'), yaml);
    expect(only(events, 'stored')).toEqual([]);
    expect(only(events, 'note').map(({ message }) => message)).toContain(
      '2 spans wait in the queue of otlp_grpc/jaeger: jaeger:4317 does not take them.',
    );
    expect(exitOf(events).message).toBe('shopper finished.');
    await setUp(true);
    const runId = events[0]?.runId ?? '';
    await it.seen(runId, { type: 'stored', spans: { 0: { name: 'two' } } });
    const late = await it.seen(runId, { type: 'stored', spans: { 0: { name: 'one' } } });
    expect(family(late).sort()).toEqual(['one < nothing', 'two < nothing']);
    expect(late.map(({ seq }) => seq)).toEqual(late.map((_, index) => index));
  } finally {
    await setUp(true);
  }
});

test('a lab without programs runs until Stop, and takes spans by hand', async ({ lab: it }) => {
  const runId = await it.page.evaluate(({ lab, files }) => window.harness.lab.run({ lab, files }), {
    lab: alone,
    files: files(collectorConfig()),
  });
  await it.seen(runId, { type: 'note', message: 'There is no program in this run: it goes on until Stop.' });
  const answer = await it.page.evaluate(() =>
    window.harness.lab.request({
      method: 'POST',
      url: 'http://localhost:4318/v1/traces',
      headers: [['content-type', 'application/json']],
      body: JSON.stringify({
        resourceSpans: [
          {
            scopeSpans: [
              { spans: [{ traceId: '1'.repeat(32), spanId: '2'.repeat(16), name: 'by hand', kind: 1 }] },
            ],
          },
        ],
      }),
    }),
  );
  expect(answer).toMatchObject({ from: 'you', to: 'collector', response: { status: 200 } });
  const events = await it.seen(runId, { type: 'stored', service: 'collector' });
  expect(family(events)).toEqual(['by hand < nothing']);
  await it.page.evaluate(() => window.harness.lab.stop());
  expect(exitOf(await it.ended(runId))).toEqual({ reason: 'stopped', message: 'Stopped.' });
});
