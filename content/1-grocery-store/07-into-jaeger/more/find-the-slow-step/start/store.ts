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

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function scan() {
  await sleep(100);
}

async function weigh() {
  await sleep(500);
}

async function charge() {
  await sleep(100);
}

app.get('/till', async (c) => {
  await scan();
  await weigh();
  await charge();
  return c.text('Thank you, come again');
});

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
