import { SpanKind, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('ask', '0.1.0');

/** Asks over HTTP, in a CLIENT span, and tells the server which one. */
export function ask(url: string): Promise<string> {
  return tracer.startActiveSpan('GET', { kind: SpanKind.CLIENT }, async (span) => {
    span.setAttribute('http.request.method', 'GET');
    span.setAttribute('url.full', url);
    span.setAttribute('server.address', new URL(url).hostname);
    span.setAttribute('server.port', Number(new URL(url).port));

    const { traceId, spanId } = span.spanContext();
    const headers: Record<string, string> = { traceparent: `00-${traceId}-${spanId}-01` };
    console.log('the shopper sends', headers);

    const answer = await fetch(url, { headers });
    span.setAttribute('http.response.status_code', answer.status);
    const text = await answer.text();
    span.end();
    return text;
  });
}
