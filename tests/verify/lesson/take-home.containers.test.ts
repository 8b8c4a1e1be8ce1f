/** Take-homes as Node programs. They hold fixed ports, so this runs where one file at a time does. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LessonRunner, openLessonRunner } from '../../../verify/lesson/open-lesson-runner.ts';
import { leftovers } from '../../containers/backend.ts';
import { goodLesson, lineOf, program, told, writeLesson } from './some-lesson.ts';

let runner: LessonRunner;
beforeAll(async () => {
  runner = await openLessonRunner({ cwd: '/', jobs: 1 });
});
afterAll(async () => {
  await runner.dispose();
  expect(await leftovers()).toEqual([]);
});

async function verify(backend: 'embedded' | 'containers', changes: Parameters<typeof writeLesson>[0]) {
  await using written = await writeLesson(changes);
  const setting = { runtime: 'node', backend } as const;
  const outcomes = await runner.verify(written.lesson, setting, AbortSignal.timeout(50_000));
  return outcomes.map((outcome) => ({ ...outcome, told: outcome.findings.map(told) }));
}

const exporting = `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
const exporter = new OTLPTraceExporter({ url: 'http://localhost:4318/v1/traces' });
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
`;
const compose = `services:
  jaeger:
    image: jaegertracing/jaeger:2.13.0
    ports: ["16686:16686", "4318:4318"]
`;
/** The same lesson, with a Jaeger to send to. */
const withJaeger = {
  'lab.yaml': `${goodLesson['lab.yaml']}backend: jaeger\n`,
  'expect.yaml': `checks:
  - check: The bakery closes
    stdout: [{ service: bakery, matches: closing time }]
  - check: Its span arrives
    extra: forbid
    spans: [{ name: baking }]
`,
  'variants/forgotten-end/expect.yaml': 'checks:\n  - check: No span\n    spans: []\n',
  'node/compose.yaml': compose,
  'node/tracing.ts': exporting,
  'node/package.json': `{ "type": "module", "scripts": { "bakery": "node bakery.ts" }, "dependencies": {
    "@opentelemetry/api": "1.9.1", "@opentelemetry/sdk-trace-base": "2.12.0", "@opentelemetry/sdk-trace-node": "2.12.0",
    "@opentelemetry/exporter-trace-otlp-http": "0.223.0" } }
`,
};

describe('a take-home that prints its spans', () => {
  test('is held to what it printed on a real terminal', async () => {
    expect(await verify('embedded', {})).toMatchObject([{ status: 'holds', runtime: 'node' }]);
  });

  test('that prints another span is found at the check it misses', async () => {
    const [outcome] = await verify('embedded', {
      'solution/bakery.ts': program("trace.getTracer('bakery').startSpan('roasting').end();"),
    });
    expect(outcome?.told).toEqual([
      expect.stringContaining(
        `expect.yaml:${lineOf('expect.yaml', 'It prints its span')} [lesson] the solution does`,
      ),
    ]);
    expect(outcome?.findings[0]?.detail).toMatch(/baking[\s\S]*roasting/u);
  });

  test('that throws is found by what it complains of', async () => {
    const [outcome] = await verify('embedded', {
      'solution/bakery.ts': program("throw new RangeError('too hot');"),
    });
    expect(outcome?.findings.map(({ detail }) => detail).join('\n')).toContain('RangeError: too hot');
  });

  test('that imports what its package.json does not pin cannot import it', async () => {
    const manifest = goodLesson['node/package.json']?.replace('"@opentelemetry/api": "1.9.1",', '') ?? '';
    const [outcome] = await verify('embedded', { 'node/package.json': manifest });
    expect(outcome?.findings.map(({ detail }) => detail).join('\n')).toContain(
      "Cannot find package '@opentelemetry/api'",
    );
  });

  test('that pins a version nobody has installed is found in its package.json', async () => {
    const manifest = goodLesson['node/package.json']?.replace('1.9.1', '1.9.99') ?? '';
    const [outcome] = await verify('embedded', { 'node/package.json': manifest });
    expect(outcome?.told).toEqual([
      expect.stringContaining(
        'node/package.json:1 [import] the take-home pins @opentelemetry/api@1.9.99; found 1.9.1.',
      ),
    ]);
  });

  test('an exercise without a project is skipped, with the reason', async () => {
    const none = { 'node/package.json': undefined, 'node/tracing.ts': undefined };
    expect(await verify('embedded', none)).toMatchObject([
      { status: 'skipped', note: expect.stringContaining('Chromium') },
    ]);
  });
});

describe.each(['embedded', 'containers'] as const)('a take-home that exports, %s', (backend) => {
  test('finds Jaeger on the ports of its compose file, and is held to what arrived', async () => {
    expect(await verify(backend, withJaeger)).toMatchObject([{ status: 'holds', backend, findings: [] }]);
  });

  test('whose span is another one is found at the check it misses', async () => {
    const [outcome] = await verify(backend, {
      ...withJaeger,
      'solution/bakery.ts': program("trace.getTracer('bakery').startSpan('roasting').end();"),
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(/^expect\.yaml:4 \[lesson\] the solution does not meet “Its span arrives”/u),
    ]);
  });

  test('with a compose file of a kind this cannot read is found there', async () => {
    const [outcome] = await verify(backend, {
      ...withJaeger,
      'node/compose.yaml': `${compose}    restart: always\n`,
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(/^node\/compose\.yaml:1 \[schema\].*line 5: found `restart`/u),
    ]);
  });

  test('cannot run while somebody has one of its ports, and says which', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(4318, '0.0.0.0', resolve));
    try {
      await expect(verify(backend, withJaeger)).rejects.toThrow(
        /port 4318 of this machine is taken.*jaeger/u,
      );
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('a take-home with a Collector, embedded', () => {
  const collector = (
    exporters: string,
  ) => `receivers: { otlp: { protocols: { http: { endpoint: 0.0.0.0:4318 } } } }
exporters: { otlp_grpc: { endpoint: jaeger:4317, tls: { insecure: true } } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [${exporters}] } } }
`;
  const withCollector = {
    ...withJaeger,
    'lab.yaml': `${withJaeger['lab.yaml']}collector: {}\n`,
    'expect.yaml': `${withJaeger['expect.yaml']}  - check: By way of the Collector
    wire: [{ from: you, to: collector, path: /v1/traces, status: 200 }, { from: collector, to: jaeger, path: /Export$/ }]
    stdout: [{ service: collector, matches: Everything is ready }]
`,
    'start/collector.yaml': `${collector('otlp_grpc')}# to be filled in\n`,
    'solution/collector.yaml': collector('otlp_grpc'),
    'node/compose.yaml': `services:
  jaeger: { image: "jaegertracing/jaeger:2.13.0", ports: ["16686:16686"] }
  collector:
    image: otel/opentelemetry-collector-contrib:0.155.0
    volumes: ["./collector.yaml:/etc/otelcol-contrib/config.yaml:ro"]
    ports: ["4318:4318"]
    depends_on: [jaeger]
`,
  };

  test('goes through the real Collector, whose requests and log are seen', async () => {
    expect(await verify('embedded', withCollector)).toMatchObject([{ status: 'holds', findings: [] }]);
  });

  test('whose configuration the Collector refuses is found there, in its words', async () => {
    const [outcome] = await verify('embedded', {
      ...withCollector,
      'solution/collector.yaml': collector('nope'),
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(/^solution\/collector\.yaml:1 \[collector\].*"nope"/u),
    ]);
  });
});
