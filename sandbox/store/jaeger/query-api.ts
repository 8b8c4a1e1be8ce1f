/**
 * Jaeger's HTTP query API over the traces of a store. Paths, parameters and shapes are those of Jaeger 1.76 (v2
 * line). Pure: the same index and path give the same answer, so times that Jaeger takes from its clock must be said.
 */
import type { Span } from '../../schemas/trace.ts';
import { encodeTracesJson } from '../otlp/encode-json.ts';
import type { TraceIndex } from '../trace-index.ts';
import type { Answer } from './answer.ts';
import { ok, v1Answer, v1Error, v3Error } from './answer.ts';
import { clockRulesV1, clockRulesV3 } from './clock-skew.ts';
import { dependencies } from './dependencies.ts';
import type { PresentedSpan } from './present.ts';
import { present } from './present.ts';
import { matches } from './search.ts';
import { booleanOf, parseTraceSearch } from './search-params.ts';
import { traceV1 } from './trace-v1.ts';

/** Answers `GET` of a path with its search, such as `/api/v3/operations?service=shopper`. Never throws. */
export function answerQuery(index: TraceIndex, pathWithSearch: string): Answer {
  const [path = '', search = ''] = splitOnce(pathWithSearch.replace(/#.*$/u, ''), '?');
  const params = new URLSearchParams(search);
  const [, traceIdV3] = /^\/api\/v3\/traces\/([^/]+)$/u.exec(path) ?? [];
  const [, traceIdV1] = /^\/api\/traces\/([^/]+)$/u.exec(path) ?? [];
  if (traceIdV3 !== undefined) return refusing(v3Error, () => getTraceV3(index, traceIdV3, params));
  if (traceIdV1 !== undefined) return refusing(v1Error, () => getTraceV1(index, traceIdV1, params));
  switch (path) {
    case '/api/v3/services':
      return getServicesV3(index);
    case '/api/v3/operations':
      return getOperations(index, params);
    case '/api/v3/traces':
      return refusing(v3Error, () => findTraces(index, params));
    case '/api/services':
      return getServicesV1(index);
    case '/api/dependencies':
      return refusing(v1Error, () => getDependencies(index, params));
    default:
      return v3Error(404, `${path} is not served here; there are ${served.join(', ')}`);
  }
}

const served = [
  '/api/v3/services',
  '/api/v3/operations',
  '/api/v3/traces',
  '/api/v3/traces/{trace_id}',
  '/api/services',
  '/api/traces/{trace_id}',
  '/api/dependencies',
];

/** What a handler throws is what is wrong with a parameter. */
function refusing(error: (status: number, message: string) => Answer, handle: () => Answer): Answer {
  try {
    return handle();
  } catch (problem) {
    return error(400, problem instanceof Error ? problem.message : String(problem));
  }
}

/** Protobuf's JSON leaves an empty list out. */
function getServicesV3(index: TraceIndex): Answer {
  const services = index.services();
  return ok(services.length === 0 ? {} : { services });
}

/** Go writes a list never filled as null. */
function getServicesV1(index: TraceIndex): Answer {
  const services = index.services();
  return v1Answer(services.length === 0 ? null : services, services.length);
}

function getOperations(index: TraceIndex, params: URLSearchParams): Answer {
  const wanted = params.get('span_kind') ?? '';
  const operations = index
    .operations(params.get('service') ?? '')
    .map(({ name, kind }) => ({ name, spanKind: kind === 'UNSPECIFIED' ? '' : kind.toLowerCase() }))
    .filter(({ spanKind }) => wanted === '' || spanKind === wanted)
    .map(({ name, spanKind }) => ({ ...(name !== '' && { name }), ...(spanKind !== '' && { spanKind }) }));
  return ok({ operations });
}

function findTraces(index: TraceIndex, params: URLSearchParams): Answer {
  const search = parseTraceSearch(params);
  const found: (readonly Span[])[] = [];
  for (const trace of index.traces(search.serviceName)) {
    if (found.length === search.searchDepth) break;
    const candidates = search.serviceName === '' ? trace.spans : trace.spansByService.get(search.serviceName);
    if (candidates?.some((span) => matches(span, search))) found.push(trace.spans);
  }
  return tracesV3(found, search.rawTraces);
}

function getTraceV3(index: TraceIndex, traceId: string, params: URLSearchParams): Answer {
  const spans = index.trace(parseTraceId(traceId, 'trace_id'))?.spans;
  return tracesV3(spans === undefined ? [] : [spans], booleanOf(params, 'raw_traces'));
}

function tracesV3(traces: readonly (readonly Span[])[], raw: boolean): Answer {
  if (traces.length === 0) return v3Error(404, 'No traces found');
  const resourceSpans = traces.flatMap((spans) => {
    const presented = present(spans, { raw, clocks: clockRulesV3, sortEvents: true });
    return encodeTracesJson(presented.map(withWarnings)).resourceSpans;
  });
  return ok({ result: { resourceSpans } });
}

/** OTLP has no place for warnings, so Jaeger makes them an attribute. */
function withWarnings({ span, warnings }: PresentedSpan): Span {
  if (warnings.length === 0) return span;
  return { ...span, attributes: [...span.attributes, { key: '@jaeger@warnings', value: warnings }] };
}

function getTraceV1(index: TraceIndex, traceId: string, params: URLSearchParams): Answer {
  const spans = index.trace(parseTraceId(traceId, 'traceID'))?.spans;
  if (spans === undefined) return v1Error(404, 'trace not found');
  const raw = booleanOf(params, 'raw');
  return v1Answer([traceV1(present(spans, { raw, clocks: clockRulesV1, sortEvents: false }))]);
}

/** Jaeger's own default. */
const defaultLookbackMs = 86_400_000n;

/** Without `endTs`, where Jaeger would ask the clock, every trace counts. */
function getDependencies(index: TraceIndex, params: URLSearchParams): Answer {
  const endMs = integerOf(params, 'endTs');
  const lookbackMs = integerOf(params, 'lookback') ?? defaultLookbackMs;
  const window =
    endMs === undefined
      ? { start: undefined, end: undefined }
      : { start: (endMs - lookbackMs) * 1_000_000n, end: endMs * 1_000_000n };
  const service = params.get('service') ?? '';
  const links = dependencies(spansOf(index), window);
  return v1Answer(
    links.filter((link) => service === '' || link.parent === service || link.child === service),
  );
}

function spansOf(index: TraceIndex): (readonly Span[])[] {
  return index.traces('').map((trace) => trace.spans);
}

function integerOf(params: URLSearchParams, name: string): bigint | undefined {
  const text = params.get(name) ?? '';
  if (text === '') return undefined;
  if (/^-?\d{1,18}$/u.test(text)) return BigInt(text);
  throw new Error(
    `unable to parse param '${name}': found ${JSON.stringify(text)}, expected whole milliseconds`,
  );
}

/** Up to 32 hex digits; leading zeros may be left out. */
function parseTraceId(text: string, parameter: string): string {
  if (/^[0-9a-f]{1,32}$/iu.test(text)) return text.toLowerCase().padStart(32, '0');
  throw new Error(
    `malformed parameter ${parameter}: found ${JSON.stringify(text)}, expected up to 32 hex digits`,
  );
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
