import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  const answer = await fetch('http://localhost:5000/');
  console.log(`the shopper hears: ${await answer.text()}`);
  trip.end();
});
