import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

// Rings once: one span, sent to port 6006. Nothing to do in here.
const exporter = new OTLPTraceExporter({ url: 'http://localhost:6006/v1/traces' });
const provider = new BasicTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'doorbell' }),
  spanProcessors: [new SimpleSpanProcessor(exporter)],
});

const ring = provider.getTracer('doorbell', '1.0.0').startSpan('ring');
await new Promise((resolve) => setTimeout(resolve, 300));
ring.end();
console.log('ding dong');
