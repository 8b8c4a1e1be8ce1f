/** Tells the spans of one run from all others in a backend that many runs share. */
import { attribute } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Resource, Span } from '@spanlab/sandbox/schemas/trace.ts';

/** The resource attribute a span carries on its way through a real backend. */
export const stampKey = 'spanlab.run.id';

/** Jaeger's remarks on a span, which no program has sent. */
const jaegersOwn = '@jaeger@warnings';
/** The name Jaeger gives a service that has none. */
const jaegersName = 'missing-service-name';

/** The same spans with the stamp on their resources. Spans that shared one do so still. */
export function stamped(spans: readonly Span[], stamp: string): Span[] {
  return withResources(spans, ({ attributes }) => ({
    attributes: [...attributes.filter(({ key }) => key !== stampKey), { key: stampKey, value: stamp }],
  }));
}

/** Of all these the spans that carry this stamp, as they were before it. */
export function unstamped(spans: readonly Span[], stamp: string): Span[] {
  const own = spans.filter(({ resource }) => attribute(resource.attributes, stampKey) === stamp);
  const bare = withResources(own, ({ attributes }) => ({
    attributes: attributes.filter(
      ({ key, value }) => key !== stampKey && !(key === 'service.name' && value === jaegersName),
    ),
  }));
  return bare.map((span) =>
    span.attributes.some(({ key }) => key === jaegersOwn)
      ? { ...span, attributes: span.attributes.filter(({ key }) => key !== jaegersOwn) }
      : span,
  );
}

function withResources(spans: readonly Span[], change: (resource: Resource) => Resource): Span[] {
  const changed = new Map<Resource, Resource>();
  return spans.map((span) => {
    const resource = changed.get(span.resource) ?? change(span.resource);
    changed.set(span.resource, resource);
    return { ...span, resource };
  });
}
