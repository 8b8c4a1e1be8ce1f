import { trace } from '@opentelemetry/api';
import { ask } from './ask.ts';
import { startTracing } from './tracing.ts';

startTracing('shopper', 'http://localhost:4318/v1/traces');
const tracer = trace.getTracer('shopper', '1.0.0');

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  console.log(`the shopper hears: ${await ask('http://localhost:5000/bread')}`);
  trip.end();
});
