/** Spans on their way to a backend, as programs send them. */

import { resourceFromAttributes } from '@opentelemetry/resources';
import type { SpanExporter } from '@opentelemetry/sdk-trace-web';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-web';

/** Make spans of these names and export them; resolves once the exporter has its answers. */
export async function exportSpans(exporter: SpanExporter, ...names: string[]): Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shopper' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('test');
  for (const name of names) tracer.startSpan(name).end();
  await provider.forceFlush();
  await provider.shutdown();
}

/** An OTLP/JSON request of one span. */
export function oneSpan(
  name: string,
  traceId = '0af7651916cd43dd8448eb211c80319c',
  spanId = 'b7ad6b7169203331',
): string {
  const span = { traceId, spanId, name, kind: 1, startTimeUnixNano: '1', endTimeUnixNano: '2' };
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope: { name: 'test' }, spans: [span] }] }] });
}

/** Post to a run's traces; the answer's status and body. */
export async function post(
  endpoint: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${endpoint}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}
