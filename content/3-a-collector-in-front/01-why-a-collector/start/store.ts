import { serve } from '@hono/node-server';
import { httpInstrumentationMiddleware } from '@hono/otel';
import { Hono } from 'hono';
import { ask } from './ask.ts';
import { startTracing } from './tracing.ts';

startTracing('grocery-store', 'http://old-jaeger:4318/v1/traces');

const app = new Hono();
app.use(httpInstrumentationMiddleware());

app.get('/bread', async (c) => c.text(await ask('http://localhost:5001/loaf')));

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
