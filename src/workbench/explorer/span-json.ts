import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';

/** The span with its resource and scope, as OTLP/JSON that a Collector would take. */
export function spanJson(span: Span): string {
  return JSON.stringify(encodeTracesJson([span]), null, 2);
}
