import { serve } from '@hono/node-server';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing('bakery', 'http://old-jaeger:4318/v1/traces');

const app = new Hono();
app.use(httpInstrumentationMiddleware());

app.get('/loaf', (c) => c.text('a warm loaf'));

serve({ fetch: app.fetch, port: 5001 }, (info) => {
  console.log(`open on port ${info.port}`);
});
