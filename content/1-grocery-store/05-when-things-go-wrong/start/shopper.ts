import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

async function ask(item: string) {
  const answer = await fetch(`http://localhost:5000/shelf/${item}`);
  console.log(`${item}: ${answer.status} ${await answer.text()}`);
}

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  await ask('apples');
  await ask('durian');
  trip.end();
});
