/** The parameters of `GET /api/v3/traces`. */
import { BadParameter, booleanOf, checkedDepth, durationOf, integerOf, timeOf } from './parameters.ts';

export interface TraceSearch {
  /** '' matches every service. */
  serviceName: string;
  /** '' matches every name. */
  operationName: string;
  /** Every one must be found on the span, its scope, its resource or one of its events. */
  attributes: readonly (readonly [key: string, text: string])[];
  /** Nanoseconds since 1970; undefined is no bound. */
  startTimeMin: bigint | undefined;
  startTimeMax: bigint | undefined;
  /** Nanoseconds. 0n: no bound. */
  durationMin: bigint;
  durationMax: bigint;
  /** At most so many traces, the newest first. */
  searchDepth: number;
  /** Spans as they are stored, without sorting and warnings. */
  rawTraces: boolean;
}

/** Jaeger's own default in the older API; its HTTP gateway refuses a v3 search that does not say. */
const defaultSearchDepth = 100n;

/** @throws BadParameter, StorageRefusal, or Error when a time is missing */
export function parseTraceSearch(params: URLSearchParams): TraceSearch {
  if (!params.get('query.start_time_min') || !params.get('query.start_time_max')) {
    throw new Error('query.start_time_min and query.start_time_max are required');
  }
  const startTimeMin = boundOf(params, 'query.start_time_min');
  const startTimeMax = boundOf(params, 'query.start_time_max');
  const depth = depthOf(params);
  return {
    serviceName: params.get('query.service_name') ?? '',
    operationName: params.get('query.operation_name') ?? '',
    attributes: attributesOf(params, 'query.attributes'),
    startTimeMin,
    startTimeMax,
    durationMin: durationOf(params, 'query.duration_min'),
    durationMax: durationOf(params, 'query.duration_max'),
    rawTraces: booleanOf(params, 'query.raw_traces'),
    // Last, for a parameter that cannot be read is blamed before one that can.
    searchDepth: checkedDepth(depth),
  };
}

/** What Go calls the zero time, and Jaeger takes for no time at all. */
const zeroTime = BigInt(Date.parse('0001-01-01T00:00:00Z')) * 1_000_000n;

function boundOf(params: URLSearchParams, name: string): bigint | undefined {
  const time = timeOf(params, name);
  return time === zeroTime ? undefined : time;
}

/** The gateway of 1.76 reads `num_traces`; the API's own definition, and newer Jaegers, say `search_depth`. */
function depthOf(params: URLSearchParams): bigint {
  const name = params.get('query.num_traces') ? 'query.num_traces' : 'query.search_depth';
  return integerOf(params, name, 'traces') ?? defaultSearchDepth;
}

/** A JSON object of texts, as newer Jaegers take it: `{"http.route":"/"}`. @throws BadParameter */
export function attributesOf(params: URLSearchParams, name: string): [string, string][] {
  return params
    .getAll(name)
    .filter((text) => text !== '')
    .flatMap((text) => {
      const json = parsed(text);
      const isMap = typeof json === 'object' && json !== null && !Array.isArray(json);
      const pairs: [string, unknown][] = isMap ? Object.entries(json) : [];
      if (
        json !== null &&
        (!isMap || pairs.some(([, value]) => value !== null && typeof value !== 'string'))
      ) {
        throw new BadParameter(name, text, 'a JSON object of strings such as {"http.route":"/"}');
      }
      return pairs.map(([key, value]): [string, string] => [key, String(value ?? '')]);
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
