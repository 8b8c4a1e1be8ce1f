import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();

// The log: one line for every request, once it has been answered.
app.use(async (c, next) => {
  const startedAt = performance.now();
  await next();
  const tookMs = Math.round(performance.now() - startedAt);
  console.log(`${c.req.method} ${c.req.path} ${c.res.status} ${tookMs} ms`);
});

app.get('/', (c) => c.text('Welcome to the grocery store'));

app.get('/bakery', (c) => c.text('Here is your bread'));

// The deli has one slicer. A customer waits until the one before is done.
let slicer = Promise.resolve();
app.get('/deli', async (c) => {
  slicer = slicer.then(() => new Promise((resolve) => setTimeout(resolve, 200)));
  await slicer;
  return c.text('Here is your cheese');
});

serve({ fetch: app.fetch, port: 5000 }, (info) => {
  console.log(`open on port ${info.port}`);
});
