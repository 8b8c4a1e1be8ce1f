import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

/** Sets up the SDK for one service. Call it once, before the first span. */
export function startTracing(serviceName: string) {
  const ours = resourceFromAttributes({ [ATTR_SERVICE_NAME]: serviceName });
  // gRPC. Where to: it reads OTEL_EXPORTER_OTLP_ENDPOINT by itself.
  const exporter = new OTLPTraceExporter();
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(ours),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  provider.register({ contextManager: new AsyncLocalStorageContextManager() });
  registerInstrumentations({
    // Node's fetch is undici. It sends traceparent to every host.
    instrumentations: [new UndiciInstrumentation()],
  });
}
