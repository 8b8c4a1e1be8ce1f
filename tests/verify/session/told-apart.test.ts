import { createServer } from 'node:net';
import { beforeAll, expect, test, vi } from 'vitest';
import { verifyFolder } from '../support/verify-folder.ts';

// Starts the command once, for examples of which each falls short in its own way, or did so wrongly.
vi.setConfig({ hookTimeout: 240_000 });

const fence = '```';
const tracing = (exporter: string) => `import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
const spanProcessors = [new SimpleSpanProcessor(${exporter})];
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
trace.getTracer('shop').startSpan('sell').end();`;

/** A port nobody listens on. */
let port = 0;
let findings: Record<string, string[]> = {};

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await new Promise((done) => server.close(done));

  const refused = tracing(`new OTLPTraceExporter({ url: 'http://localhost:${port}/v1/traces' })`);
  const examples = {
    refused: ['', refused],
    meant: ['no-telemetry', refused],
    memory: ['', tracing('new InMemorySpanExporter()')],
    bare: [
      '',
      "import { trace } from '@opentelemetry/api';\ntrace.getTracer('shop').startActiveSpan('sell', (span) => span.end());",
    ],
    bareMeant: [
      'no-telemetry',
      "import { trace } from '@opentelemetry/api';\ntrace.getTracer('shop').startSpan('sell').end();",
    ],
    types: [
      '',
      "import { ReadableSpan, ConsoleSpanExporter } from '@opentelemetry/sdk-trace-base';\nconst spans: ReadableSpan[] = [];\nnew ConsoleSpanExporter().export(spans, () => console.log('sent'));",
    ],
    missing: ['no-check', "import { shop } from './shop.ts';\nconsole.log(shop);"],
  };
  const readme = Object.entries(examples).map(
    ([name, [words, text]]) => `${fence}ts verify=${name} ${words}\n${text}\n${fence}\n\n`,
  );
  const { report } = await verifyFolder({
    'README.md': readme.join(''),
    'shop.ts': "\nimport { cheese } from './cheese.ts';\nexport const shop = cheese;",
    'cheese.ts': 'export const brie = 1;',
  });
  findings = Object.fromEntries(
    report.outcomes.map(({ title, findings }) => [
      title,
      findings.map(({ rule, message }) => `${rule}: ${message}`),
    ]),
  );
});

test('an export that nobody takes is told with its address', () => {
  expect(findings['refused']).toEqual([
    expect.stringMatching(
      `^export: An export to localhost:${port} failed \\(ECONNREFUSED\\): nobody took the spans there.`,
    ),
  ]);
  expect(findings['meant']).toEqual([]);
});

test('spans that stay in memory are told as such', () => {
  expect(findings['memory']).toEqual([
    expect.stringContaining('An InMemorySpanExporter keeps its spans to itself.'),
  ]);
});

test("OpenTelemetry's API without a provider does nothing, which is told unless it is meant", () => {
  expect(findings['bare']).toEqual([
    expect.stringMatching(/^no-telemetry: Starts a span, and no tracer provider is registered/u),
  ]);
  expect(findings['bareMeant']).toEqual([]);
});

test('a type that is imported without saying so is left out, as TypeScript does', () => {
  expect(findings['types']?.filter((each) => !each.startsWith('no-telemetry'))).toEqual([]);
});

test('a name that another file imports in vain is told with that file', () => {
  expect(findings['missing']).toEqual([expect.stringContaining("'cheese' (imported by shop.ts)")]);
});
