import { serve } from '@hono/node-server';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing('grocery-store');
const tracer = trace.getTracer('store', '1.0.0');

const app = new Hono();
app.use(httpInstrumentationMiddleware());

app.get('/', (c) =>
  tracer.startActiveSpan('welcome message', (span) => {
    const answer = c.text('Welcome to the grocery store');
    span.end();
    return answer;
  }),
);

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
