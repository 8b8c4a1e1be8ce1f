import { describe, expect, test } from 'vitest';
import type { CollectorView } from '../../../sandbox/schemas/collector.ts';
import type { RunEventBody } from '../../../sandbox/schemas/run-event.ts';
import { noRun, reduceRunEvents } from '../../../src/workbench/state/run-state.ts';
import { collectorPorts, sendsOn } from '../../../src/workbench/strip/collector-node.ts';
import { newPulses } from '../../../src/workbench/strip/pulses.ts';
import { topology } from '../../../src/workbench/strip/topology.ts';
import { lesson } from '../lesson.ts';
import { eventsOf, exchange, span } from '../run-events.ts';

const { lab, files, solution } = lesson.exercises.main;
const start: RunEventBody = { type: 'start', services: ['store', 'shopper'], limitMs: 30_000 };
const http = (part: Parameters<typeof exchange>[0]): RunEventBody => ({
  type: 'http',
  exchange: exchange(part),
});
const stateOf = (...bodies: RunEventBody[]) => reduceRunEvents(noRun, eventsOf('a', start, ...bodies));
const picture = (...bodies: RunEventBody[]) => topology(lab, files, stateOf(...bodies).current);
const node = (of: ReturnType<typeof topology>, name: string) => of.nodes.find((each) => each.name === name);

describe('before a run', () => {
  test('edges are read from the addresses in the code', () => {
    const { nodes, edges } = topology(lab, files, undefined);
    expect(nodes.map(({ name }) => name)).toEqual(['store', 'shopper', 'jaeger']);
    expect(edges).toMatchObject([{ from: 'shopper', to: 'store', kind: 'request', count: 0 }]);
  });

  test('a program exports when a file it imports does', () => {
    const solved = { ...files, ...solution, 'shopper.ts': "import './tracing.ts';" };
    expect(topology(lab, solved, undefined).edges).toMatchObject([
      { from: 'shopper', to: 'jaeger', kind: 'export' },
    ]);
  });

  test('a program may import what no file is called', () => {
    const odd = { ...files, 'shopper.ts': "import './toString';\nimport './constructor';\n" };
    expect(topology(lab, odd, undefined).nodes.map(({ name }) => name)).toEqual([
      'store',
      'shopper',
      'jaeger',
    ]);
  });

  test('there is no store where the lab has none', () => {
    expect(topology({ ...lab, backend: 'none' }, files, undefined).nodes.map(({ name }) => name)).toEqual([
      'store',
      'shopper',
    ]);
  });
});

describe('in a run', () => {
  test('requests and exports are counted on edges of their own', () => {
    const shown = picture(
      http({ id: '1' }),
      http({ id: '2' }),
      http({ id: '3', from: 'store', to: 'jaeger', method: 'POST', url: 'http://localhost:4318/v1/traces' }),
      { type: 'export', service: 'store', exchangeId: '3', spans: 2, rejected: 0 },
      { type: 'stored', service: 'store', spans: [span('a'), span('b')] },
    );
    expect(shown.edges).toMatchObject([
      { from: 'shopper', to: 'store', kind: 'request', count: 2, failed: 0 },
      { from: 'store', to: 'jaeger', kind: 'export', count: 1 },
    ]);
    expect(node(shown, 'store')?.detail).toBe('2 spans');
    expect(node(shown, 'jaeger')?.detail).toBe('2 stored');
  });

  test('an address where nobody listens is a node of its own, with a word for it', () => {
    const shown = picture(
      http({
        id: '1',
        to: undefined,
        url: 'http://localhost:5001/',
        response: undefined,
        failure: 'connection refused: nothing listens on localhost:5001',
      }),
    );
    expect(node(shown, 'localhost:5001')).toMatchObject({ kind: 'nobody', fault: 'refused' });
    expect(shown.edges[0]).toMatchObject({ to: 'localhost:5001', failed: 1, fault: 'refused' });
  });

  test('an error status turns the edge red with the status as its word', () => {
    const shown = picture(
      http({ id: '1' }),
      http({ id: '2', response: { status: 500, statusText: '', headers: [] } }),
    );
    expect(shown.edges[0]).toMatchObject({ count: 2, failed: 1, fault: '500' });
  });

  test('what is asked by hand is not traffic between programs', () => {
    expect(picture(http({ id: '1', from: 'you' })).edges).toMatchObject([{ from: 'shopper', count: 0 }]);
  });
});

describe('pulses', () => {
  test('are for what crossed since the state before', () => {
    const first = stateOf(http({ id: '1' }));
    const second = reduceRunEvents(first, eventsOf('a', http({ id: '2' }), http({ id: '3' })));
    const [before, after] = [first.current, second.current];
    if (!before || !after) throw new Error('both runs have begun');
    expect(newPulses(undefined, before)).toHaveLength(1);
    expect(newPulses(before, after).map(({ delayMs }) => delayMs)).toEqual([0, 60]);
  });

  test('are a few, whatever the flood', () => {
    const { current } = stateOf(...Array.from({ length: 500 }, (_, index) => http({ id: String(index) })));
    if (!current) throw new Error('the run has begun');
    expect(newPulses(undefined, current)).toHaveLength(6);
  });
});

describe('files with errors', () => {
  const error = { file: 'shopper.ts', line: 1, column: 7, endLine: 1, endColumn: 8 };
  const broken = picture(
    {
      type: 'compile-error',
      diagnostic: { ...error, severity: 'error', message: 'Expression expected.', code: 1109 },
    },
    { type: 'exit', reason: 'not-started', message: 'Nothing was started.' },
  );

  test('mark the program they belong to', () => {
    expect(node(broken, 'shopper')?.fault).toBe('has an error');
    expect(node(broken, 'store')?.fault).toBeUndefined();
  });

  test('leave nobody starting, and nothing counted', () => {
    expect(broken.nodes.map(({ state }) => state)).toEqual([undefined, undefined, undefined]);
    expect(node(broken, 'jaeger')?.detail).toBe('');
  });
});

describe('with a Collector', () => {
  const config =
    'receivers: { otlp: { protocols: { http: { endpoint: 0.0.0.0:4320 } } } }\nservice:\n  pipelines:\n    traces:\n      exporters: [debug, otlphttp]\n';
  const collectorLab = {
    ...lab,
    collector: { config: 'collector.yaml', machine: 'own', env: {} },
  } as const;
  const exporting = (url: string) => ({
    ...files,
    'collector.yaml': config,
    'shopper.ts': `new OTLPTraceExporter({ url: '${url}' });`,
  });
  const view = (part: Partial<CollectorView>): CollectorView => ({
    state: 'running',
    problems: [],
    listeners: [],
    counts: [],
    ...part,
  });
  const shown = (part: Partial<CollectorView>) =>
    node(topology(collectorLab, exporting(''), undefined, view(part)), 'collector');

  test('it stands between the programs and the store, and sends on what it gets', () => {
    const { nodes, edges } = topology(collectorLab, exporting('http://localhost:4320/v1/traces'), undefined);
    expect(nodes.map(({ name }) => name)).toEqual(['store', 'shopper', 'collector', 'jaeger']);
    expect(edges.map(({ id }) => id)).toEqual(['shopper export collector', 'collector export jaeger']);
  });

  test('an address in the environment leads to it, whatever its exporters name', () => {
    const [store, shopper] = collectorLab.services;
    const text = config
      .replace('4320', '6006')
      .replace('service:', 'exporters: { otlp: { endpoint: localhost:4317 } }\nservice:');
    const { edges } = topology(
      {
        ...collectorLab,
        services: [
          ...(store ? [store] : []),
          ...(shopper ? [{ ...shopper, env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:6006' } }] : []),
        ],
      },
      {
        ...files,
        'collector.yaml': text,
        'shopper.ts': "new OTLPTraceExporter({ url: 'http://localhost:4318/v1/traces' })",
      },
      undefined,
    );
    expect(edges[0]?.id).toBe('shopper export collector');
    expect(collectorPorts(text)).toEqual(new Set(['6006']));
  });

  test.each([
    ['exporters: [debug, otlphttp]', true],
    ['exporters: [debug,\n  otlphttp/second]', true],
    ['traces: { receivers: [otlp], exporters: [otlp_http] }', true],
    ['exporters:\n  - debug\n  - otlphttp', true],
    ['exporters: # both\n  - debug\n\n  # and\n  -  otlp', true],
    ['exporters: [debug]\nprocessors: [otlp]', false],
    ['exporters:\n  - debug\nreceivers:\n  - otlp', false],
    ['exporters:\n  otlp: {}\nservice:', false],
    ['exporters: [debug', false],
    ['', false],
  ])('%j is read at a glance', (text, sends) => {
    expect(sendsOn(text)).toBe(sends);
  });

  test.each([
    ['dashes', `exporters:\n${'  - debug\n'.repeat(5_000)}  x`],
    ['dashes on one line', `exporters:${' - debug'.repeat(5_000)}`],
    ['open brackets', 'exporters: ['.repeat(20_000)],
    ['blanks', `exporters:${' '.repeat(100_000)}x`],
  ])('a long text of %s is read in no time', (_what, text) => {
    const began = performance.now();
    expect(sendsOn(text)).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('an address that is Jaeger’s leads past it', () => {
    const to = (url: string) => topology(collectorLab, exporting(url), undefined).edges[0]?.to;
    expect(to('http://jaeger:4318/v1/traces')).toBe('jaeger');
    expect(to('http://localhost:4318/v1/traces')).toBe('jaeger');
    expect(to('http://collector:4320/v1/traces')).toBe('collector');
  });

  test('what it exports by gRPC is an export', () => {
    const { edges } = topology(
      collectorLab,
      exporting(''),
      stateOf(
        http({
          id: '1',
          from: 'collector',
          to: 'jaeger',
          method: 'POST',
          url: 'http://jaeger:4317/opentelemetry.proto.collector.trace.v1.TraceService/Export',
        }),
      ).current,
    );
    expect(edges[0]).toMatchObject({ id: 'collector export jaeger', count: 1 });
  });

  test('who has exported promises no other way', () => {
    const shown = topology(
      collectorLab,
      exporting('http://jaeger:4318/v1/traces'),
      stateOf(http({ id: '1', to: 'collector', method: 'POST', url: 'http://localhost:4320/v1/traces' }))
        .current,
    );
    expect(shown.edges.filter(({ from }) => from === 'shopper').map(({ to }) => to)).toEqual(['collector']);
  });

  test('it counts what came in and went out, once for each receiver and exporter', () => {
    const counts = { refused: 0, dropped: 0, queued: 0 };
    const found = shown({
      counts: [
        { ...counts, kind: 'receiver', id: 'otlp', received: 4, sent: 4 },
        { ...counts, kind: 'processor', id: 'batch', pipeline: 'traces', received: 4, sent: 3 },
        { ...counts, kind: 'exporter', id: 'otlphttp', received: 3, sent: 3 },
        { ...counts, kind: 'exporter', id: 'debug', received: 9, sent: 9 },
      ],
    });
    expect(found).toMatchObject({ kind: 'collector', detail: '4 in · 3 out', fault: undefined });
  });

  test('it says what it is doing, and what went wrong, in a word', () => {
    const progress = { step: 'building', done: 412, total: 950, note: '' } as const;
    expect(shown({ state: 'loading', progress })?.detail).toBe('loading 43 %');
    expect(shown({ state: 'running' })?.detail).toBe('ready');
    expect(shown({ state: 'failed' })?.fault).toBe('did not start');
    const refused = {
      kind: 'receiver',
      id: 'otlp',
      received: 5,
      sent: 3,
      refused: 2,
      dropped: 0,
      queued: 0,
    } as const;
    expect(shown({ counts: [refused] })?.fault).toBe('2 refused');
  });
});
