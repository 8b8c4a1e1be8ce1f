import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing('shopper');
const tracer = trace.getTracer('shopper', '1.0.0');

function writeList() {
  tracer.startActiveSpan('writing a list', (span) => {
    const list = ['apples', 'bread', 'cheese'];
    console.log(`on the list: ${list.join(', ')}`);
    span.setAttribute('list.items', list.length);
    span.end();
  });
}

async function enterStore() {
  const answer = await fetch('http://localhost:5000/');
  console.log(`the shopper hears: ${await answer.text()}`);
}

function pay() {
  tracer.startActiveSpan('paying', (span) => {
    console.log('that will be 12.50');
    span.setAttribute('payment.amount', 12.5);
    span.end();
  });
}

await tracer.startActiveSpan('going to the grocery store', async (trip) => {
  writeList();
  await enterStore();
  pay();
  trip.end();
});
