import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing();
const tracer = trace.getTracer('shopper', '1.0.0');

const span = tracer.startSpan('going to the grocery store');
span.setAttribute('service.name', 'shopper');

const answer = await fetch('http://localhost:5000/');
console.log(`the shopper hears: ${await answer.text()}`);

span.end();
