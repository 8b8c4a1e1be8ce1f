import { serve } from '@hono/node-server';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing('grocery-store');
const tracer = trace.getTracer('store', '1.0.0');

const app = new Hono();
app.use(httpInstrumentationMiddleware());

app.get('/shelf/:item', (c) =>
  tracer.startActiveSpan('look on the shelf', (span) => {
    const isThere = c.req.param('item') !== 'durian';
    span.end();
    return isThere ? c.text('here you are') : c.text('we have none', 404);
  }),
);

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
