/** Programs that several specs run. */

/** A provider that prints spans, with the context manager lessons use. */
export const printing = `
import { ZoneContextManager } from '@opentelemetry/context-zone';
import { ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { trace } from '@opentelemetry/api';

const provider = new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] });
provider.register({ contextManager: new ZoneContextManager() });
export const tracer = trace.getTracer('test');
`;

/** The set-up of the four-span trace: fetch instrumented, spans to Jaeger. */
export const exporting = (exporter: 'http' | 'proto' = 'http') => `
import { ZoneContextManager } from '@opentelemetry/context-zone';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-${exporter}';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';

export function startTracing(service: string, processor: 'simple' | 'batch' = 'simple') {
  const exporter = new OTLPTraceExporter({ url: 'http://localhost:4318/v1/traces' });
  const provider = new WebTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [processor === 'simple' ? new SimpleSpanProcessor(exporter) : new BatchSpanProcessor(exporter)],
  });
  provider.register({ contextManager: new ZoneContextManager() });
  registerInstrumentations({
    instrumentations: [new FetchInstrumentation({ propagateTraceHeaderCorsUrls: [/^http:\\/\\/localhost:5000\\//] })],
  });
  return provider;
}
`;

export const tracedStore = `
import { serve } from '@hono/node-server';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './_tracing.ts';

startTracing('store');
const app = new Hono();
app.use(httpInstrumentationMiddleware());
app.get('/', (c) =>
  trace.getTracer('store').startActiveSpan('welcome message', (span) => {
    span.end();
    return c.text('welcome');
  }),
);
serve({ fetch: app.fetch, port: 5000 });
`;

export const tracedShopper = `
import { trace } from '@opentelemetry/api';
import { startTracing } from './_tracing.ts';

startTracing('shopper');
await trace.getTracer('shopper').startActiveSpan('going to the store', async (span) => {
  const answer = await fetch('http://localhost:5000/');
  console.log(await answer.text());
  span.end();
});
`;

/** Answers every request with its URL's path. */
export const echo = `
import { serve } from '@hono/node-server';
serve({ fetch: (request) => new Response(new URL(request.url).pathname), port: 5000 });
`;

/** A service that does nothing and ends. */
export const idle = 'export {};';
