import { collectorLab, collectorConfig as config, sends, withCollector } from './collector-programs.ts';
import { type Events, exitOf, expect, family, lines, only, test } from './lab-test.ts';

const exportsOf = (events: Events) =>
  only(events, 'export').map(({ service, spans, rejected, failure }) => [service, spans, rejected, failure]);

/** What was said of the run, but for the waiting that only a first run knows. */
const notesOf = (events: Events) =>
  only(events, 'note').flatMap(({ message }) =>
    message.includes('waits for the Collector') ? [] : [message],
  );

test('spans go through the Collector of the lab to Jaeger, and each hop is told', async ({ lab }) => {
  const events = await withCollector(
    lab,
    sends('buy milk'),
    config({
      processors: '{ attributes: { actions: [{ key: seen.by, value: the collector, action: insert }] } }',
    }),
  );
  expect(exitOf(events)).toEqual({ reason: 'finished', message: 'shopper finished.' });
  expect(family(events)).toEqual(['buy milk < nothing']);
  const [stored] = only(events, 'stored');
  expect(stored?.service).toBe('collector');
  expect(stored?.spans[0]?.attributes).toContainEqual({ key: 'seen.by', value: 'the collector' });
  // It has come a long way from the line that started it, which is known all the same.
  expect(stored?.sources?.[stored.spans[0]?.spanId ?? '']).toMatchObject({ file: 'shopper.ts', line: 6 });
  // The Collector answers the program when Jaeger has answered it: no batch stands between.
  expect(exportsOf(events)).toEqual([
    ['collector', 1, 0, undefined],
    ['shopper', 1, 0, undefined],
  ]);
  const [collector, program] = only(events, 'http').map(({ exchange }) => exchange);
  expect(program).toMatchObject({ from: 'shopper', to: 'collector', response: { status: 200 } });
  expect(collector).toMatchObject({
    from: 'collector',
    to: 'jaeger',
    method: 'POST',
    url: 'http://jaeger:4317/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    response: { status: 200 },
  });
  expect(lines(events)).toEqual([]);
});

test('what it prints are lines of its own log, and checks read them as the service collector', async ({
  lab,
}) => {
  const expectation = {
    checks: [
      {
        check: 'the Collector prints the span',
        read: 'store' as const,
        extra: 'allow' as const,
        stdout: [{ service: 'collector', matches: '/Name +: buy milk/' }],
      },
      {
        check: 'and says that it is ready',
        read: 'store' as const,
        extra: 'allow' as const,
        stdout: [{ service: 'collector', matches: 'Everything is ready' }],
      },
    ],
  };
  const yaml = config({ exporter: 'debug: { verbosity: detailed }' });
  for (const turn of ['the first', 'a later']) {
    const events = await withCollector(lab, sends('buy milk'), yaml, { expectation });
    const met = only(events, 'check').map(({ result }) => result.ok);
    expect(met, `in ${turn} run`).toEqual([true, true]);
    expect(
      only(events, 'collector-log')
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('buy milk');
  }
});

test('a configuration it does not take is told in its own words, and the run goes on without it', async ({
  lab,
}) => {
  const yaml = config().replace('endpoint: "jaeger', 'endpont: "jaeger');
  const events = await withCollector(lab, sends('buy milk'), yaml);
  const failed = only(events, 'collector').find(({ state }) => state === 'failed');
  expect(failed?.problems[0]?.message).toContain('has invalid keys: endpont');
  expect(failed?.problems[0]?.line).toBe(5);
  expect(only(events, 'collector-log').at(-1)).toMatchObject({ level: 'error' });
  expect(only(events, 'export')[0]?.failure).toContain('ECONNREFUSED 127.0.0.1:4318');
  expect(exitOf(events)).toEqual({
    reason: 'finished',
    message: 'shopper finished. The Collector did not start; what was sent to its ports was refused.',
  });
});

test('a configuration file that is not there is named', async ({ lab }) => {
  const events = await lab.run(sends('buy milk'), collectorLab);
  expect(only(events, 'collector').at(-1)).toMatchObject({ state: 'failed', addresses: [] });
  expect(JSON.stringify(only(events, 'collector'))).toContain('_collector.yaml is missing');
});

test('the run waits for a batch, but not for an exporter that cannot deliver', async ({ lab }) => {
  const batched = await withCollector(
    lab,
    sends('buy milk', 'buy bread'),
    config({ processors: '{ batch: { timeout: 900ms } }' }),
  );
  expect(family(batched)).toHaveLength(2);
  expect(notesOf(batched)).toEqual([]);

  const undelivered = await withCollector(
    lab,
    sends('buy milk', 'buy bread'),
    config({ exporter: 'otlp_grpc/nobody: { endpoint: "jaeger:5317", tls: { insecure: true } }' }),
  );
  expect(notesOf(undelivered)).toEqual([
    '2 spans wait in the queue of otlp_grpc/nobody: jaeger:5317 does not take them.',
  ]);
  expect(exitOf(undelivered).reason).toBe('finished');
  expect(only(undelivered, 'exit')[0]?.atMs).toBeLessThan(6_000);
});
