/** Spans as a file of Jaeger's JSON, as its UI downloads and uploads it. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { traceV1 } from '@spanlab/sandbox/store/jaeger/trace-v1.ts';
import { createTextBytes } from './text-bytes.ts';

const readableSpans = 2_000;

/** UTF-8, a trace for each trace id. What that JSON cannot hold is said in `read-jaeger.ts`. */
export function writeJaegerJson(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  const indent = spans.length <= readableSpans ? 2 : undefined;
  const traces = [...Map.groupBy(spans, ({ traceId }) => traceId).values()];
  const bytes = createTextBytes();
  bytes.add('{"data":[');
  for (const [index, trace] of traces.entries()) {
    bytes.add(`${index === 0 ? '' : ','}${JSON.stringify(traceV1(trace, true), undefined, indent)}`);
  }
  bytes.add(`],"total":${traces.length},"limit":0,"offset":0,"errors":null}\n`);
  return bytes.all();
}
