import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

function writeList() {
  const list = ['apples', 'bread', 'cheese'];
  console.log(`on the list: ${list.join(', ')}`);
}

async function enterStore() {
  const answer = await fetch('http://localhost:5000/');
  console.log(`the shopper hears: ${await answer.text()}`);
}

function pay() {
  console.log('that will be 12.50');
}

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  writeList();
  await enterStore();
  pay();
  trip.end();
});
