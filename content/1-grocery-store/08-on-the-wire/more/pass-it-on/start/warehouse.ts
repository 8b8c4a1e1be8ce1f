import { serve } from '@hono/node-server';
import { SpanKind, trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing('warehouse');
const tracer = trace.getTracer('warehouse', '1.0.0');

const app = new Hono();

app.get('/stock/apples', (c) =>
  tracer.startActiveSpan('GET /stock/apples', { kind: SpanKind.SERVER }, (span) => {
    const answer = c.text('Forty apples');
    span.end();
    return answer;
  }),
);

serve({ fetch: app.fetch, port: 5001 }, (info) => {
  console.log(`open on port ${info.port}`);
});
