/** `/api`: Jaeger's older API, which its UI asks. */
import type { Span } from '../../schemas/trace.ts';
import type { TraceIndex } from '../trace-index.ts';
import { type Answer, ok, v1Answer, v1Error } from './answer.ts';
import { dependencies } from './dependencies.ts';
import { operationsOf } from './operations.ts';
import { booleanOf, integerOf, parseTraceId, StorageRefusal } from './parameters.ts';
import { shortTraceId } from './references.ts';
import { findTraces } from './search.ts';
import { parseTraceSearchV1 } from './search-params-v1.ts';
import { traceV1 } from './trace-v1.ts';

/** Go writes a list never filled as null. */
export function getServicesV1(index: TraceIndex): Answer {
  const services = index.services();
  return v1Answer(services.length === 0 ? null : services, services.length);
}

/** @throws Error when there is no service */
export function getOperationsV1(index: TraceIndex, params: URLSearchParams): Answer {
  const service = params.get('service') ?? '';
  if (service === '') throw new Error("parameter 'service' is required");
  const operations = operationsOf(index, service, params.get('spanKind') ?? '');
  return v1Answer(operations, operations.length);
}

/** The oldest way to ask: names alone, whatever their kinds. */
export function getOperationNames(index: TraceIndex, service: string): Answer {
  const names = [...new Set(operationsOf(index, service, '').map(({ name }) => name))];
  return v1Answer(names.length === 0 ? null : names, names.length);
}

/** Whatever `start` and `end` say: memory storage does not look at them. @throws BadParameter */
export function getTraceV1(index: TraceIndex, traceId: string, params: URLSearchParams): Answer {
  const spans = index.trace(parseTraceId(traceId, 'traceID'))?.spans;
  for (const name of ['start', 'end']) integerOf(params, name, 'microseconds since 1970');
  const raw = booleanOf(params, 'raw');
  if (spans === undefined) return v1Error(404, 'trace not found');
  return v1Answer([traceV1(spans, raw)]);
}

/** @throws what `parseTraceSearchV1` throws */
export function searchTracesV1(index: TraceIndex, params: URLSearchParams): Answer {
  const { traceIds, search, rawTraces } = parseTraceSearchV1(params);
  if (traceIds.length === 0) return v1Answer(tracesV1(findTraces(index, search()), rawTraces));
  const stored = traceIds.map((traceId) => index.trace(traceId)?.spans);
  const missing = traceIds.filter((_, at) => stored[at] === undefined);
  const errors = missing.map((traceId) => ({ msg: 'trace not found', traceID: shortTraceId(traceId) }));
  const data = tracesV1(
    stored.filter((spans) => spans !== undefined),
    rawTraces,
  );
  return ok({ data, total: 0, limit: 0, offset: 0, errors: errors.length === 0 ? null : errors });
}

function tracesV1(found: readonly (readonly Span[])[], raw: boolean) {
  return found.map((spans) => traceV1(spans, raw));
}

/** Jaeger's own default. */
const defaultLookbackMs = 86_400_000n;

/** Without `endTs`, where Jaeger would ask the clock, every trace counts. @throws BadParameter, StorageRefusal */
export function getDependencies(index: TraceIndex, params: URLSearchParams): Answer {
  const unit = 'milliseconds';
  const endMs = integerOf(params, 'endTs', `${unit} since 1970`);
  const lookback = nanos(integerOf(params, 'lookback', unit) ?? defaultLookbackMs);
  if (lookback < 0n) throw new StorageRefusal('end time must be greater than start time');
  const end = endMs === undefined ? undefined : nanos(endMs);
  const window = { start: end === undefined ? undefined : end - lookback, end };
  const service = params.get('service') ?? '';
  const links = dependencies(
    index.traces('').map(({ spans }) => spans),
    window,
  );
  return v1Answer(
    links.filter((link) => service === '' || link.parent === service || link.child === service),
  );
}

/** Too many of them run over, as they do in Go. */
function nanos(ms: bigint): bigint {
  return BigInt.asIntN(64, ms * 1_000_000n);
}
