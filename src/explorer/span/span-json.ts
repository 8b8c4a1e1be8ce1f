/** A span as OTLP/JSON. What writes it is loaded when somebody asks for it. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

/** The span with its resource and scope, as a Collector would take it. */
export async function spanJson(span: Span): Promise<string> {
  const { encodeTracesJson } = await import('@spanlab/sandbox/store/otlp/encode-json.ts');
  return JSON.stringify(encodeTracesJson([span]), null, 2);
}
