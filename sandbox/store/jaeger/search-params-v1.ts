/** The parameters of `GET /api/traces`, the older API's search. */
import { BadParameter, booleanOf, checkedDepth, durationOf, integerOf, parseTraceId } from './parameters.ts';
import { attributesOf, type TraceSearch } from './search-params.ts';

/** A search, or traces asked for by their ids. */
export interface TraceSearchV1 {
  traceIds: string[];
  /** Only without trace ids. @throws StorageRefusal */
  search: () => TraceSearch;
  rawTraces: boolean;
}

const defaultLimit = 100n;

/**
 * Without `start` and `end`, where Jaeger would ask the clock, every time will do.
 * @throws BadParameter, or Error when parameters do not go together
 */
export function parseTraceSearchV1(params: URLSearchParams): TraceSearchV1 {
  const bounds = { startTimeMin: micros(params, 'start'), startTimeMax: micros(params, 'end') };
  const attributes = tagsOf(params);
  const limit = integerOf(params, 'limit', 'traces') ?? defaultLimit;
  if (limit !== BigInt.asIntN(32, limit)) throw new BadParameter('limit', `${limit}`, 'a 32-bit integer');
  const durationMin = durationOf(params, 'minDuration');
  const durationMax = durationOf(params, 'maxDuration');
  const traceIds = params.getAll('traceID').map((text) => parseTraceId(text, 'traceID'));
  const rawTraces = booleanOf(params, 'raw');
  const serviceName = params.get('service') ?? '';
  if (traceIds.length === 0 && serviceName === '') throw new Error("parameter 'service' is required");
  if (durationMin !== 0n && durationMax !== 0n && durationMax < durationMin) {
    throw new Error("'maxDuration' should be greater than 'minDuration'");
  }
  const operationName = params.get('operation') ?? '';
  const rest = { serviceName, operationName, attributes, ...bounds, durationMin, durationMax, rawTraces };
  return { traceIds, rawTraces, search: () => ({ ...rest, searchDepth: checkedDepth(limit) }) };
}

function micros(params: URLSearchParams, name: string): bigint | undefined {
  const value = integerOf(params, name, 'microseconds since 1970');
  return value === undefined ? undefined : BigInt.asIntN(64, value * 1_000n);
}

/** `tag=key:value`, any number of them, and `tags={"key":"value"}`; of one key said twice the last counts. */
function tagsOf(params: URLSearchParams): [string, string][] {
  const simple = params.getAll('tag').map((text): [string, string] => {
    const at = text.indexOf(':');
    if (at === -1) throw new BadParameter('tag', text, 'key:value');
    return [text.slice(0, at), text.slice(at + 1)];
  });
  return [...new Map([...simple, ...attributesOf(params, 'tags')])];
}
