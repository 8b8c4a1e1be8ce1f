/** A search in the words of Jaeger's two APIs, and what of it has to be done here. */
import { parseTags, type Tag } from '../library/tag-query.ts';
import type { SearchQuery } from '../library/trace-library.ts';
import type { Parameters } from './jaeger-api.ts';

export interface SearchRequest {
  service: string;
  operation: string;
  /** Texts that must be found, by key. */
  tags: Readonly<Record<string, string>>;
  /** Nanoseconds since 1970. */
  from: bigint;
  to: bigint;
  minDurationNs: number | undefined;
  maxDurationNs: number | undefined;
  limit: number;
  /** What a Jaeger cannot be asked for. */
  here: readonly Tag[];
  /** What it can be asked for, and some of its storages find other spans by, or none. */
  doubtful: readonly Tag[];
  /** It finds more than is meant. */
  isWide: boolean;
  /** What was not understood, and so is not searched for. */
  problems: string[];
}

/** Clocks of services may be ahead of ours. */
const aheadNs = 3_600_000_000_000n;

/**
 * Fields that Jaeger's first model had as tags. Storages of its second look for them among the attributes, where they
 * are not; and by `error=true` that in memory, of 2.13, finds spans that are well.
 */
const formerTags = new Set([
  'error',
  'span.kind',
  'otel.status_code',
  'otel.status_description',
  'otel.scope.name',
  'otel.scope.version',
]);

export function searchRequest(query: SearchQuery, nowMs: number): SearchRequest {
  const parsed = parseTags(query.tags);
  const tags: Record<string, string> = {};
  const here: Tag[] = [];
  const doubtful: Tag[] = [];
  let { operation } = query;
  let isWide = false;
  for (const tag of parsed.tags) {
    const { key, operator, value, of } = tag;
    const isField = of === 'anything';
    if (operator === '=' && isField && key === 'name' && operation === '') {
      operation = value;
    } else if (operator !== '=' || (isField && key === 'parent.service') || Object.hasOwn(tags, key)) {
      here.push(tag);
    } else {
      tags[key] = value;
      isWide ||= !isField;
      if (isField && formerTags.has(key)) doubtful.push(tag);
    }
  }
  const now = BigInt(Math.round(nowMs)) * 1_000_000n;
  const { fromUnixNano, toUnixNano, lookbackMs } = query;
  const back = lookbackMs === undefined ? undefined : now - BigInt(Math.round(lookbackMs)) * 1_000_000n;
  return {
    service: query.service,
    operation,
    tags,
    from: fromUnixNano ?? back ?? 0n,
    to: toUnixNano ?? now + aheadNs,
    minDurationNs: query.minDurationNs,
    maxDurationNs: query.maxDurationNs,
    limit: query.limit,
    here,
    doubtful,
    isWide,
    problems: parsed.problems.map(({ message }) => message),
  };
}

/** `/api/v3/traces`. */
export function parametersV3(request: SearchRequest): Parameters {
  const { service, operation, tags, from, to, limit } = request;
  return {
    ...(service !== '' && { 'query.service_name': service }),
    ...(operation !== '' && { 'query.operation_name': operation }),
    ...(Object.keys(tags).length > 0 && { 'query.attributes': JSON.stringify(tags) }),
    'query.start_time_min': rfc3339(from),
    'query.start_time_max': rfc3339(to),
    ...durations(request, 'query.duration_min', 'query.duration_max'),
    // The same, in the words of Jaeger 2.13 and of newer ones.
    'query.num_traces': String(limit),
    'query.search_depth': String(limit),
    // Jaeger is several times faster when it puts nothing right.
    'query.raw_traces': 'true',
  };
}

/** `/api/traces`, which wants a service. */
export function parametersV1(request: SearchRequest, service: string): Parameters {
  const { operation, tags, from, to, limit } = request;
  return {
    service,
    ...(operation !== '' && { operation }),
    ...(Object.keys(tags).length > 0 && { tags: JSON.stringify(tags) }),
    start: String(from / 1000n),
    end: String(to / 1000n),
    ...durations(request, 'minDuration', 'maxDuration'),
    limit: String(limit),
    raw: 'true',
  };
}

/** As Go writes them; Jaeger wants none for no bound. */
function durations(
  { minDurationNs, maxDurationNs }: SearchRequest,
  min: string,
  max: string,
): Record<string, string> {
  return {
    ...(minDurationNs !== undefined && minDurationNs > 0 && { [min]: `${Math.floor(minDurationNs)}ns` }),
    ...(maxDurationNs !== undefined && maxDurationNs > 0 && { [max]: `${Math.ceil(maxDurationNs)}ns` }),
  };
}

/** Go's times in RFC 3339 end with the year 9999; so do these. */
const lastMs = 253_402_300_799_000n;

function rfc3339(nanos: bigint): string {
  const ms = nanos / 1_000_000n;
  const clamped = ms < 0n ? 0n : ms > lastMs ? lastMs : ms;
  const seconds = new Date(Number(clamped)).toISOString().slice(0, 19);
  return `${seconds}.${String((nanos < 0n ? 0n : nanos) % 1_000_000_000n).padStart(9, '0')}Z`;
}
