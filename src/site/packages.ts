/** What each package a lesson can import is for. A package without an entry is there for others only. */
export const purposes: Readonly<Record<string, string>> = {
  '@opentelemetry/api':
    'What your code calls: tracers, spans, context. Does nothing until an SDK is registered.',
  '@opentelemetry/sdk-trace-base': 'Span processors, the console exporter, samplers.',
  '@opentelemetry/sdk-trace-web': 'The tracer provider for browsers, with register().',
  '@opentelemetry/resources': 'Resources: who makes the spans.',
  '@opentelemetry/semantic-conventions': 'Names of well-known attributes, as constants.',
  '@opentelemetry/context-zone':
    'A context manager that keeps the active span across await, built on zone.js.',
  '@opentelemetry/exporter-trace-otlp-http': 'Sends spans over OTLP as JSON.',
  '@opentelemetry/exporter-trace-otlp-proto': 'Sends spans over OTLP as protobuf.',
  '@opentelemetry/instrumentation':
    'registerInstrumentations, and the base of every instrumentation library.',
  '@opentelemetry/instrumentation-fetch':
    'A CLIENT span for each fetch, and traceparent for the hosts you name.',
  '@opentelemetry/core': 'Propagators and small helpers shared by the others.',
  hono: 'The web framework of the servers in the lessons.',
  '@hono/otel': 'A SERVER span for each request to a Hono app.',
  '@hono/node-server': 'serve(): listens on a port of the lab, with the shape of the real package.',
};
