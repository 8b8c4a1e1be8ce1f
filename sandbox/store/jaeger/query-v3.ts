/** `/api/v3`: Jaeger's newer API, in OTLP. */
import type { Span } from '../../schemas/trace.ts';
import { encodeTracesJson } from '../otlp/encode-json.ts';
import type { TraceIndex } from '../trace-index.ts';
import { type Answer, ok, v3Error } from './answer.ts';
import type { PresentedSpan } from './clean.ts';
import { operationsOf } from './operations.ts';
import { booleanOf, parseTraceId, timeOf } from './parameters.ts';
import { present } from './present.ts';
import { findTraces } from './search.ts';
import { parseTraceSearch } from './search-params.ts';

/** Protobuf's JSON leaves an empty list out. */
export function getServices(index: TraceIndex): Answer {
  const services = index.services();
  return ok(services.length === 0 ? {} : { services });
}

/** Protobuf's JSON leaves an empty text out. */
export function getOperations(index: TraceIndex, params: URLSearchParams): Answer {
  const operations = operationsOf(index, params.get('service') ?? '', params.get('span_kind') ?? '');
  return ok({
    operations: operations.map(({ name, spanKind }) => ({
      ...(name !== '' && { name }),
      ...(spanKind !== '' && { spanKind }),
    })),
  });
}

/** @throws what `parseTraceSearch` throws */
export function searchTraces(index: TraceIndex, params: URLSearchParams): Answer {
  const search = parseTraceSearch(params);
  return traces(findTraces(index, search), search.rawTraces);
}

/** Whatever `start_time` and `end_time` say: memory storage does not look at them. @throws BadParameter */
export function getTrace(index: TraceIndex, traceId: string, params: URLSearchParams): Answer {
  const spans = index.trace(parseTraceId(traceId, 'trace_id'))?.spans;
  for (const name of ['start_time', 'end_time']) if (params.get(name)) timeOf(params, name);
  return traces(spans === undefined ? [] : [spans], booleanOf(params, 'raw_traces'));
}

function traces(found: readonly (readonly Span[])[], raw: boolean): Answer {
  if (found.length === 0) return v3Error(404, 'No traces found');
  const resourceSpans = found.flatMap(
    (spans) => encodeTracesJson(present(spans, raw).map(withWarnings)).resourceSpans,
  );
  return ok({ result: { resourceSpans } });
}

/** OTLP has no place for warnings, so Jaeger makes them an attribute. */
function withWarnings({ span, warnings }: PresentedSpan): Span {
  if (warnings.length === 0) return span;
  return { ...span, attributes: [...span.attributes, { key: '@jaeger@warnings', value: warnings }] };
}
