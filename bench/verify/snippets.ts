/** Documents with OpenTelemetry examples, each complete in itself: what `spanlab verify` and its peers are given. */

/** Examples in one document. */
export const perDocument = 10;

export interface Snippet {
  code: string;
  output: string;
  expect: string;
}

/**
 * One example: sets up tracing with a resource, a processor and an OTLP exporter, sends two spans, prints a line.
 * Runs unchanged in Node, Deno and browsers.
 */
export function snippet(number: number): Snippet {
  return {
    code: `import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

interface Order {
  id: number;
  total: number;
}
const provider = new BasicTracerProvider({
  resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'shop-${number}' }),
  spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())],
});
trace.setGlobalTracerProvider(provider);
const tracer = trace.getTracer('shop');

const order: Order = { id: ${number}, total: ${number}.5 };
const checkout = tracer.startSpan('checkout ${number}', { kind: SpanKind.SERVER });
const inside = trace.setSpan(context.active(), checkout);
const payment = tracer.startSpan('pay', { attributes: { 'order.id': order.id } }, inside);
payment.setStatus({ code: SpanStatusCode.OK });
payment.end();
checkout.end();
await provider.forceFlush();
console.log('order', order.id, 'paid', order.total);`,
    output: `order ${number} paid ${number}.5`,
    expect: `checks:
  - check: Paying is part of the checkout
    extra: forbid
    spans:
      - name: checkout ${number}
        service: shop-${number}
        kind: SERVER
        children:
          - name: pay
            attributes: { order.id: ${number} }`,
  };
}

/** A document of these examples, by the numbers they have. Lines of code begin 2 below their heading's. */
export function documentOf(snippets: readonly (Snippet & { number: number })[]): string {
  const parts = snippets.map(
    ({ number, code, output, expect }) => `## Order ${number}

\`\`\`ts verify
${code}
\`\`\`

It prints:

\`\`\`text output
${output}
\`\`\`

and sends:

\`\`\`yaml expect
${expect}
\`\`\`
`,
  );
  return `# Orders\n\n${parts.join('\n')}`;
}
