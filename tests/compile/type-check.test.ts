import typescript from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NodeCompiler } from '../../sandbox/compile/node.ts';
import { checkOptions, emitOptions } from '../../sandbox/compile/options.ts';
import { packageSpecifiers, virtualSpecifiers } from '../../sandbox/vendor/importable.ts';
import { said, sharedCompiler } from './compiler.ts';

let compiler: NodeCompiler;
beforeAll(async () => {
  compiler = await sharedCompiler();
}, 60_000);

const warningsOf = (text: string) => said(compiler.typeCheck({ 'a.ts': text }));

test('a type error is a warning with its place', () => {
  expect(compiler.typeCheck({ 'a.ts': `export const a = 1;\nconst count: number = 'three';\n` })).toEqual([
    {
      file: 'a.ts',
      line: 2,
      column: 7,
      endLine: 2,
      endColumn: 12,
      code: 2322,
      severity: 'warning',
      message: "Type 'string' is not assignable to type 'number'.",
    },
  ]);
});

test('what is an error already is not a warning as well', () => {
  expect(warningsOf('function f() { await 1; }')).toEqual([]);
});

test('an edit in one file is seen from another, and a file that is gone is gone', () => {
  const a = `import { b } from './b.ts';\nexport const n: number = b;`;
  expect(said(compiler.typeCheck({ 'a.ts': a, 'b.ts': 'export const b = 1;' }))).toEqual([]);
  expect(said(compiler.typeCheck({ 'a.ts': a, 'b.ts': `export const b = '1';` }))).toEqual([
    "a.ts:2:14 [2322] Type 'string' is not assignable to type 'number'.",
  ]);
  expect(said(compiler.typeCheck({ 'a.ts': a }))[0]).toContain('a.ts:1:19 [2307]');
  expect(said(compiler.typeCheck({ 'a.ts': a, 'b.ts': 'export const b = 1;' }))).toEqual([]);
});

test('a file too long to check says so, and its neighbours are checked', () => {
  const files = { 'long.ts': `export const a = 1;${' '.repeat(1_000_000)}`, 'a.ts': 'const x: string = 1;' };
  expect(said(compiler.typeCheck(files))).toEqual([
    'long.ts:1:1 [not-checked] This file has 1,000,019 characters. Types are checked up to 200,000; the program runs all the same.',
    "a.ts:1:7 [2322] Type 'number' is not assignable to type 'string'.",
  ]);
});

describe('the realm’s globals', () => {
  test('are a worker’s, and a process with environment and signals', () => {
    const code = `console.log(process.env['OTEL_SERVICE_NAME']?.toUpperCase(), await (await fetch('/')).text());
process.once('SIGTERM', () => {});
setTimeout(() => {}, 1); performance.now(); crypto.getRandomValues(new Uint8Array(1)); for (const [k, v] of new Headers()) console.log(k, v);`;
    expect(warningsOf(code)).toEqual([]);
  });

  test('are not a page’s, nor the rest of Node’s', () => {
    expect(warningsOf('document.title;\nBuffer.from("");')).toEqual([
      expect.stringMatching(/^a\.ts:1:1 \[2584\] Cannot find name 'document'/u),
      expect.stringMatching(/^a\.ts:2:1 \[\d+\] Cannot find name 'Buffer'/u),
    ]);
  });
});

describe('declarations', () => {
  test.each([...packageSpecifiers, ...virtualSpecifiers])(
    'of %s are the package’s own, and complete',
    (specifier) => {
      const { values, types } = compiler.importable[specifier] ?? { values: [], types: [] };
      expect(values.length).toBeGreaterThan(0);
      const code = `import * as all from '${specifier}';
import { ${[...values, ...types.map((name) => `type ${name}`)].join(', ')} } from '${specifier}';
export type { ${types.join(', ')} };
// A module without declarations would be \`any\`, and these would be no errors.
// @ts-expect-error
all.thereIsNoSuchName;
console.log(${values.join(', ')});`;
      expect(said(compiler.typeCheck({ 'all.ts': code }))).toEqual([]);
    },
  );

  test('fit together in a program that uses them as lessons do', () => {
    const code = `import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ZoneContextManager } from '@opentelemetry/context-zone';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ConsoleSpanExporter, ParentBasedSampler, SimpleSpanProcessor, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { ATTR_HTTP_REQUEST_METHOD, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';

const provider = new WebTracerProvider({
  resource: defaultResource().merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'store' })),
  sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.5) }),
  spanProcessors: [
    new SimpleSpanProcessor(new ConsoleSpanExporter()),
    new BatchSpanProcessor(new OTLPTraceExporter({ url: 'http://localhost:4318/v1/traces' })),
    new BatchSpanProcessor(new ProtoExporter(), { maxQueueSize: 10 }),
  ],
});
provider.register({ contextManager: new ZoneContextManager(), propagator: new W3CTraceContextPropagator() });
registerInstrumentations({ instrumentations: [new FetchInstrumentation({ propagateTraceHeaderCorsUrls: [/localhost/] })] });

const tracer = trace.getTracer('store');
const app = new Hono();
app.use('*', cors(), httpInstrumentationMiddleware());
app.get('/', (c: Context) =>
  tracer.startActiveSpan('welcome', { kind: SpanKind.INTERNAL }, async (span: Span) => {
    span.setAttribute(ATTR_HTTP_REQUEST_METHOD, 'GET').setStatus({ code: SpanStatusCode.ERROR });
    propagation.inject(context.active(), {});
    span.end();
    return c.text('Welcome');
  }),
);
const server = serve({ fetch: app.fetch, port: 5000 }, ({ port }) => console.log(port));
process.once('SIGTERM', async () => {
  server.close();
  await provider.shutdown();
});
`;
    expect(warningsOf(code)).toEqual([]);
    expect(compiler.compile({ 'a.ts': code }, ['a.ts']).diagnostics).toEqual([]);
  });

  test('are those of the browser’s build, where a package has two', () => {
    const code = `import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, ConsoleSpanExporter } from '@opentelemetry/sdk-trace-base';
new BatchSpanProcessor(new ConsoleSpanExporter(), { disableAutoFlushOnDocumentHide: true });
// @ts-expect-error: an option of Node's exporter
new OTLPTraceExporter({ httpAgentOptions: {} });`;
    expect(warningsOf(code)).toEqual([]);
  });
});

test('options are TypeScript’s enumerators of these names', () => {
  expect([checkOptions.target, emitOptions.target]).toEqual([
    typescript.ScriptTarget.ES2022,
    typescript.ScriptTarget.ES2016,
  ]);
  for (const options of [checkOptions, emitOptions]) {
    expect(options.module).toBe(typescript.ModuleKind.ESNext);
    expect(options.moduleResolution).toBe(typescript.ModuleResolutionKind.Bundler);
    expect(options.moduleDetection).toBe(typescript.ModuleDetectionKind.Force);
  }
});
