import { serve } from '@hono/node-server';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { Hono } from 'hono';
import { startTracing } from './tracing.ts';

startTracing('grocery-store');
const tracer = trace.getTracer('store', '1.0.0');

const shelf = new Map([
  ['apples', 3],
  ['bread', 1],
]);

/** Takes one from the shelf and says how many are left. */
function take(item: string) {
  const count = shelf.get(item);
  if (!count) throw new Error(`no ${item} on the shelf`);
  shelf.set(item, count - 1);
  return count - 1;
}

const app = new Hono();

app.get('/shelf/:item', (c) =>
  tracer.startActiveSpan('taking from the shelf', (span) => {
    const item = c.req.param('item');
    span.setAttribute('shelf.item', item);

    try {
      const left = take(item);
      span.addEvent('item taken', { 'shelf.left': left });
      return c.text(`Here you are: ${item}`);
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  }),
);

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
