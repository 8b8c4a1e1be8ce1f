import { trace } from '@opentelemetry/api';
import { ask } from './ask.ts';
import { startTracing } from './tracing.ts';

startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

await tracer.startActiveSpan('asking for apples', async (trip) => {
  const answer = await ask('http://localhost:5000/apples', { tracestate: 'loyalty=gold' });
  console.log(`the shopper hears: ${answer}`);
  trip.end();
});
