/** Spans of a real SDK, for tests that hold them to something. */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';

/** A trip to the shop: `trip` › `GET` (CLIENT, failed), and a span of its own, `clean up`. */
export async function shopping(): Promise<InMemorySpanExporter> {
  const exporter = new InMemorySpanExporter();
  const provider = new WebTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shopper' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('shopper', '1.0.0');
  const trip = tracer.startSpan('trip', { attributes: { 'list.items': 3, 'list.open': true } });
  const get = tracer.startSpan('GET', { kind: SpanKind.CLIENT }, trace.setSpan(ROOT_CONTEXT, trip));
  get.addEvent('retry', { attempt: 1 });
  get.setStatus({ code: SpanStatusCode.ERROR, message: 'no bread' });
  get.end();
  trip.end();
  tracer.startSpan('clean up').end();
  await provider.forceFlush();
  return exporter;
}
