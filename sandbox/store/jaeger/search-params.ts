/** The parameters of `GET /api/v3/traces`. */
import { parseDuration, parseTime } from './go-text.ts';

export interface TraceSearch {
  /** '' matches every service. */
  serviceName: string;
  /** '' matches every name. */
  operationName: string;
  /** Every one must be found on the span, its scope, its resource or one of its events. */
  attributes: readonly (readonly [key: string, text: string])[];
  startTimeMin: bigint;
  startTimeMax: bigint;
  /** Nanoseconds. 0n: no bound. */
  durationMin: bigint;
  durationMax: bigint;
  /** At most so many traces, the newest first. */
  searchDepth: number;
  /** Spans as they are stored, without sorting and warnings. */
  rawTraces: boolean;
}

/** What a parameter holds that it must not. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';

  constructor(parameter: string, found: string, what: string) {
    super(`malformed parameter ${parameter}: found ${JSON.stringify(found)}, expected ${what}`);
  }
}

/** Jaeger's own default in the older API; its HTTP gateway refuses a v3 search that does not say. */
const defaultSearchDepth = 100;

/** @throws BadParameter, or Error when a time is missing */
export function parseTraceSearch(params: URLSearchParams): TraceSearch {
  if (!params.get('query.start_time_min') || !params.get('query.start_time_max')) {
    throw new Error('query.start_time_min and query.start_time_max are required');
  }
  return {
    serviceName: params.get('query.service_name') ?? '',
    operationName: params.get('query.operation_name') ?? '',
    attributes: attributesOf(params, 'query.attributes'),
    startTimeMin: timeOf(params, 'query.start_time_min'),
    startTimeMax: timeOf(params, 'query.start_time_max'),
    durationMin: durationOf(params, 'query.duration_min'),
    durationMax: durationOf(params, 'query.duration_max'),
    searchDepth: depthOf(params),
    rawTraces: booleanOf(params, 'query.raw_traces'),
  };
}

function timeOf(params: URLSearchParams, name: string): bigint {
  const text = params.get(name) ?? '';
  const time = parseTime(text);
  if (time === undefined) throw new BadParameter(name, text, 'an RFC 3339 time such as 2026-11-21T10:00:00Z');
  return time;
}

function durationOf(params: URLSearchParams, name: string): bigint {
  const text = params.get(name) || '0';
  const duration = parseDuration(text);
  if (duration === undefined) throw new BadParameter(name, text, 'a duration such as 20ms or 1.5s');
  return duration;
}

/** The gateway of 1.76 reads `num_traces`; the API's own definition, and newer Jaegers, say `search_depth`. */
function depthOf(params: URLSearchParams): number {
  const name = params.get('query.num_traces') ? 'query.num_traces' : 'query.search_depth';
  const text = params.get(name) || String(defaultSearchDepth);
  const depth = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  if (depth < 1) throw new BadParameter(name, text, 'a number of traces greater than 0');
  return depth;
}

const booleans: Readonly<Record<string, boolean>> = {
  1: true,
  t: true,
  true: true,
  0: false,
  f: false,
  false: false,
};

/** As Go's strconv.ParseBool. @throws BadParameter */
export function booleanOf(params: URLSearchParams, name: string): boolean {
  const text = params.get(name) || 'false';
  const value = booleans[text.toLowerCase()];
  if (value === undefined) throw new BadParameter(name, text, 'true or false');
  return value;
}

/** A JSON object of texts, as newer Jaegers take it: `{"http.route":"/"}`. */
function attributesOf(params: URLSearchParams, name: string): [string, string][] {
  const text = params.get(name);
  if (!text) return [];
  const json = parsed(text);
  const isMap = typeof json === 'object' && json !== null && !Array.isArray(json);
  const pairs: [string, unknown][] = isMap ? Object.entries(json) : [];
  if (!isMap || pairs.some(([, value]) => typeof value !== 'string')) {
    throw new BadParameter(name, text, 'a JSON object of strings such as {"http.route":"/"}');
  }
  return pairs.map(([key, value]) => [key, String(value)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
