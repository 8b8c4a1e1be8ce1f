/** Looking up attributes. Here and not in `trace.ts`, so that a page can have it without the schemas' library. */
import type { Attributes, AttributeValue, Span } from './trace.ts';

/** The value of the last attribute with this key, as a receiver that keeps the last would see it. */
export function attribute(attributes: Attributes, key: string): AttributeValue | undefined {
  return attributes.findLast((each) => each.key === key)?.value;
}

/** `service.name` of the span's resource, or OpenTelemetry's own fallback when there is none. */
export function serviceName(span: Pick<Span, 'resource'>): string {
  const name = attribute(span.resource.attributes, 'service.name');
  return typeof name === 'string' && name !== '' ? name : 'unknown_service';
}
