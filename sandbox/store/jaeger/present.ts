/**
 * A trace as Jaeger hands it out: what its storage exporter cleans up on the way in, and what its query service
 * adjusts on the way out. Each change that is more than sorting leaves a warning on the span.
 */
import type { Attributes, Resource, Scope, Span } from '../../schemas/trace.ts';
import type { ClockRules } from './clock-skew.ts';
import { skewWarnings } from './clock-skew.ts';
import { formatTime } from './go-text.ts';
import { jaegerServiceName } from './service.ts';

/** A span as shown, and what Jaeger has to say about it. */
export interface PresentedSpan {
  span: Span;
  warnings: string[];
}

export interface Presentation {
  /** Leave the order of attributes and events, duplicates and empty links alone. */
  raw: boolean;
  clocks: ClockRules;
  /** Newer API: events in the order of their names, oddly. The older one keeps their order. */
  sortEvents: boolean;
}

/** All spans must be of one trace. Stored spans are not changed. */
export function present(spans: readonly Span[], presentation: Presentation): PresentedSpan[] {
  const shared = new Map<object, Resource | Scope>();
  const cleaned = spans.map((span) => clean(span, sharedResource(span.resource, shared)));
  if (presentation.raw) return cleaned;
  const sorted = cleaned.map(({ span, warnings }) => ({
    span: sortedSpan(span, shared, presentation.sortEvents),
    warnings: [...warnings],
  }));
  const distinct = withoutDuplicates(sorted);
  const skew = skewWarnings(
    distinct.map(({ span }) => span),
    presentation.clocks,
  );
  distinct.forEach((each, index) => {
    each.warnings.push(...(skew[index] ?? []));
    removeEmptyLinks(each);
  });
  return distinct;
}

function clean(span: Span, resource: Resource): PresentedSpan {
  const { startTimeUnixNano: start, endTimeUnixNano: end } = span;
  if (start < end) return { span: { ...span, resource }, warnings: [] };
  const warning =
    'Negative duration detected, sanitizing end timestamp. ' +
    `Original end timestamp: ${formatTime(end)}, adjusted to: ${formatTime(start + 1n)}`;
  return { span: { ...span, resource, endTimeUnixNano: start + 1n }, warnings: [warning] };
}

/** The resource with the service name Jaeger uses. One object in, one object out, so that grouping survives. */
function sharedResource(resource: Resource, shared: Map<object, Resource | Scope>): Resource {
  const name = jaegerServiceName(resource);
  return once(shared, resource, () => ({
    attributes: resource.attributes.some(({ key, value }) => key === 'service.name' && value === name)
      ? resource.attributes
      : [
          ...resource.attributes.filter(({ key }) => key !== 'service.name'),
          { key: 'service.name', value: name },
        ],
  }));
}

function sortedSpan(span: Span, shared: Map<object, Resource | Scope>, sortEvents: boolean): Span {
  const events = span.events.map((event) => ({ ...event, attributes: sortedAttributes(event.attributes) }));
  return {
    ...span,
    attributes: sortedAttributes(span.attributes),
    events: sortEvents ? events.sort((a, b) => compare(a.name, b.name)) : events,
    links: span.links.map((link) => ({ ...link, attributes: sortedAttributes(link.attributes) })),
    resource: once(shared, span.resource, () => ({ attributes: sortedAttributes(span.resource.attributes) })),
    scope: once(shared, span.scope, () => ({
      ...span.scope,
      attributes: sortedAttributes(span.scope.attributes),
    })),
  };
}

/** By key; of one key sent twice, the last value. */
function sortedAttributes(attributes: Attributes): Attributes {
  if (attributes.length < 2) return attributes;
  const byKey = new Map(attributes.map((each) => [each.key, each]));
  return [...byKey.values()].sort((a, b) => compare(a.key, b.key));
}

/** Spans alike in everything are one span that was sent twice. Only spans of one id are compared. */
function withoutDuplicates(presented: readonly PresentedSpan[]): PresentedSpan[] {
  const firstOfId = new Map<string, PresentedSpan>();
  const fingerprintsOfId = new Map<string, Set<string>>();
  return presented.filter((each) => {
    const { spanId } = each.span;
    const first = firstOfId.get(spanId);
    if (first === undefined) {
      firstOfId.set(spanId, each);
      return true;
    }
    const known = fingerprintsOfId.get(spanId) ?? new Set([fingerprint(first)]);
    fingerprintsOfId.set(spanId, known);
    const mine = fingerprint(each);
    const isNew = !known.has(mine);
    known.add(mine);
    return isNew;
  });
}

function fingerprint({ span: { scope, ...span } }: PresentedSpan): string {
  return JSON.stringify([span, scope.attributes], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

function removeEmptyLinks(presented: PresentedSpan): void {
  const { links } = presented.span;
  const valid = links.filter(({ traceId }) => !/^0*$/u.test(traceId));
  for (let removed = valid.length; removed < links.length; removed++) {
    presented.warnings.push('Invalid span link removed');
  }
  presented.span.links = valid;
}

function once<Value extends Resource | Scope>(
  shared: Map<object, Resource | Scope>,
  key: Value,
  make: () => Value,
): Value {
  const found = shared.get(key);
  if (found !== undefined) return found as Value;
  const made = make();
  shared.set(key, made);
  return made;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
