/** What Jaeger's storage exporter cleans up on the way in: times that run backwards, and missing names of services. */
import type { Resource, Span } from '../../schemas/trace.ts';
import { wrapped } from './go-number.ts';
import { formatTime } from './go-text.ts';
import { jaegerServiceName } from './service.ts';

/** A span as shown, and what Jaeger has to say about it. */
export interface PresentedSpan {
  span: Span;
  warnings: string[];
}

/** The spans as stored. Those that shared a resource share one afterwards. */
export function cleaned(spans: readonly Span[]): PresentedSpan[] {
  const resources = new Map<Resource, Resource>();
  return spans.map((span) => {
    const resource = resources.get(span.resource) ?? withServiceName(span.resource);
    resources.set(span.resource, resource);
    return clean(span, resource);
  });
}

function clean(span: Span, resource: Resource): PresentedSpan {
  const start = wrapped(span.startTimeUnixNano);
  const end = wrapped(span.endTimeUnixNano);
  if (start < end) return { span: { ...span, resource }, warnings: [] };
  const warning =
    'Negative duration detected, sanitizing end timestamp. ' +
    `Original end timestamp: ${formatTime(end)}, adjusted to: ${formatTime(start + 1n)}`;
  const endTimeUnixNano = BigInt.asUintN(64, start + 1n);
  return { span: { ...span, resource, endTimeUnixNano }, warnings: [warning] };
}

/** The resource with the service name Jaeger uses. */
function withServiceName(resource: Resource): Resource {
  const name = jaegerServiceName(resource);
  const { attributes } = resource;
  if (attributes.some(({ key, value }) => key === 'service.name' && value === name)) return resource;
  const others = attributes.filter(({ key }) => key !== 'service.name');
  return { attributes: [...others, { key: 'service.name', value: name }] };
}
