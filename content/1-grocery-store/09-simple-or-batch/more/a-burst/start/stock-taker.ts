import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

const provider = startTracing('stock-taker');
const tracer = trace.getTracer('stock-taker', '1.0.0');

await tracer.startActiveSpan('taking stock', async (all) => {
  for (let shelf = 1; shelf <= 300; shelf += 1) {
    const span = tracer.startSpan('count a shelf', { attributes: { shelf } });
    span.end();
  }
  await new Promise((resolve) => setTimeout(resolve, 200)); // a coffee
  all.end();
});
await provider.shutdown();
