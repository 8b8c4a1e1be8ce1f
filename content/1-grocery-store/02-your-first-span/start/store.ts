import { serve } from '@hono/node-server';
import { trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing();
const tracer = trace.getTracer('store', '1.0.0');

const app = new Hono();

app.get('/', (c) => {
  const span = tracer.startSpan('welcome message');
  const answer = c.text('Welcome to the grocery store');
  span.end();
  return answer;
});

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
