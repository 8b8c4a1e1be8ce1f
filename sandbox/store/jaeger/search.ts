/** Which spans a search means. A trace is found when one of its spans is. */
import type { Attributes, Span } from '../../schemas/trace.ts';
import type { TraceIndex } from '../trace-index.ts';
import { attributeText } from './attribute-text.ts';
import { between, wrapped } from './go-number.ts';
import type { TraceSearch } from './search-params.ts';

/** Whether a span, already known to be of the searched service, meets every other condition. */
function matches(span: Span, search: TraceSearch): boolean {
  if (search.operationName !== '' && span.name !== search.operationName) return false;
  const start = wrapped(span.startTimeUnixNano);
  if (search.startTimeMin !== undefined && start < search.startTimeMin) return false;
  if (search.startTimeMax !== undefined && start > search.startTimeMax) return false;
  if (search.durationMin !== 0n && durationNanos(span) < search.durationMin) return false;
  if (search.durationMax !== 0n && durationNanos(span) > search.durationMax) return false;
  return search.attributes.every(([key, text]) => hasAttribute(span, key, text));
}

/** A span that does not end after it starts counts as 1 ns long, which is what Jaeger makes of it. */
export function durationNanos(span: Span): bigint {
  const duration = between(span.startTimeUnixNano, span.endTimeUnixNano);
  return duration > 0n ? duration : 1n;
}

/** `error` asks for the status: `true` for ERROR, anything else for OK. */
function hasAttribute(span: Span, key: string, text: string): boolean {
  if (key === 'error') return span.status.code === (text === 'true' ? 'ERROR' : 'OK');
  return (
    holds(span.attributes, key, text) ||
    holds(span.scope.attributes, key, text) ||
    holds(span.resource.attributes, key, text) ||
    span.events.some((event) => holds(event.attributes, key, text))
  );
}

function holds(attributes: Attributes, key: string, text: string): boolean {
  for (const each of attributes) {
    if (each.key === key) return attributeText(each.value) === text;
  }
  return false;
}

/** All spans of each trace that is meant, the newest trace first. */
export function findTraces(index: TraceIndex, search: TraceSearch): (readonly Span[])[] {
  const found: (readonly Span[])[] = [];
  for (const trace of index.traces(search.serviceName)) {
    if (found.length === search.searchDepth) break;
    const candidates = search.serviceName === '' ? trace.spans : trace.spansByService.get(search.serviceName);
    if (candidates?.some((span) => matches(span, search))) found.push(trace.spans);
  }
  return found;
}
