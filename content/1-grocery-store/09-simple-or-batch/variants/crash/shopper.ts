import { trace } from '@opentelemetry/api';
import { ask } from './ask.ts';
import { startTracing } from './tracing.ts';

const provider = startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

const list = ['apples', 'bread', 'carrots', 'dates', 'durian', 'figs', 'grapes', 'honey', 'ice', 'jam'];

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  for (const item of list) {
    const answer = await ask(`http://localhost:5000/shelf/${item}`);
    if (answer !== 'here you are') throw new Error(`${item}: ${answer}`);
  }
  console.log(`the shopper has ${list.length} things`);
  trip.end();
});
await provider.shutdown();
