/** What a program in a realm can import. One list; bundle, types, compiler and messages follow from it. */

/** Built from `sandbox/vendor/sdk2`. */
export const packageSpecifiers = [
  '@opentelemetry/api',
  '@opentelemetry/sdk-trace-base',
  '@opentelemetry/sdk-trace-web',
  '@opentelemetry/resources',
  '@opentelemetry/semantic-conventions',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/exporter-trace-otlp-proto',
  '@opentelemetry/context-zone',
  '@opentelemetry/instrumentation',
  '@opentelemetry/instrumentation-fetch',
  '@opentelemetry/core',
  '@hono/otel',
  'hono',
  'hono/body-limit',
  'hono/cookie',
  'hono/cors',
  'hono/factory',
  'hono/http-exception',
  'hono/logger',
  'hono/pretty-json',
  'hono/secure-headers',
  'hono/streaming',
  'hono/timeout',
  'hono/timing',
  'hono/validator',
] as const;

/** Ours, with the shape of the real package: there is no Node in a realm. */
export const virtualSpecifiers = ['@hono/node-server'] as const;

/** Importing these changes globals, so a realm does it only when the program does. */
export const patchesGlobals: readonly string[] = ['@opentelemetry/context-zone'];
