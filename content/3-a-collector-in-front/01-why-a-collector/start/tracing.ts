import { ZoneContextManager } from '@opentelemetry/context-zone';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

/** Sets up the SDK for one service, which sends its spans to `url`. Call it once, before the first span. */
export function startTracing(serviceName: string, url: string) {
  const ours = resourceFromAttributes({ [ATTR_SERVICE_NAME]: serviceName });
  const provider = new WebTracerProvider({
    resource: defaultResource().merge(ours),
    spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register({ contextManager: new ZoneContextManager() });
}
