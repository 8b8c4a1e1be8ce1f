import type { Resource, Scope, Span } from '../../schemas/trace.ts';

/** Spans under the resource and scope objects they share, as OTLP nests them; order is kept within. */
export interface SpansOfResource {
  resource: Resource;
  scopes: { scope: Scope; spans: Span[] }[];
}

export function groupSpans(spans: readonly Span[]): SpansOfResource[] {
  const byResource = new Map<Resource, Map<Scope, Span[]>>();
  for (const span of spans) {
    const scopes = getOrSet(byResource, span.resource, () => new Map<Scope, Span[]>());
    getOrSet(scopes, span.scope, (): Span[] => []).push(span);
  }
  return Array.from(byResource, ([resource, scopes]) => ({
    resource,
    scopes: Array.from(scopes, ([scope, own]) => ({ scope, spans: own })),
  }));
}

function getOrSet<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
