/** Spans as a link takes them along: their long texts cut. */
import type { Attributes, AttributeValue, Resource, Scope, Span } from '../../../sandbox/schemas/trace.ts';

/** A text a link holds of a span, in characters; of bytes as many. */
const longestText = 2_000;

/** The spans with every text of at most `longestText` characters. Spans that share a resource or a scope still do. */
export function shortened(spans: readonly Span[]): Span[] {
  const resource = once((from: Resource) => ({ ...from, attributes: cutAttributes(from.attributes) }));
  const scope = once((from: Scope) => ({ ...from, attributes: cutAttributes(from.attributes) }));
  return spans.map((span) => ({
    ...span,
    name: cutText(span.name),
    attributes: cutAttributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: cutAttributes(event.attributes) })),
    links: span.links.map((link) => ({ ...link, attributes: cutAttributes(link.attributes) })),
    status: { ...span.status, message: cutText(span.status.message) },
    resource: resource(span.resource),
    scope: scope(span.scope),
  }));
}

/** The same answer for the same object. */
function once<Value extends object>(make: (from: Value) => Value): (from: Value) => Value {
  const made = new Map<Value, Value>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

function cutText(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function cutAttributes(attributes: Attributes): Attributes {
  return attributes.map(({ key, value }) => ({ key, value: cutValue(value) }));
}

function cutValue(value: AttributeValue): AttributeValue {
  if (typeof value === 'string') return cutText(value);
  if (value instanceof Uint8Array) return value.length > longestText ? value.slice(0, longestText) : value;
  if (Array.isArray(value)) return value.map(cutValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cutValue(each)]));
}
