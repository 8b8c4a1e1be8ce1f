import { trace } from '@opentelemetry/api';
import { startTracing } from './tracing.ts';

startTracing();
const tracer = trace.getTracer('shopper', '1.0.0');

// Your span starts here, before the work.

const answer = await fetch('http://localhost:5000/');
console.log(`the shopper hears: ${await answer.text()}`);

// Your span ends here, after the work.
