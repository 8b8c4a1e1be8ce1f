/** Zipkin lets a client and the server it called share one span id. Jaeger gives such a server an id of its own. */
import type { Span, SpanKind } from '../../schemas/trace.ts';

/**
 * Spans as they are, but for servers whose id a client has too: those become children of that client, and what hung
 * from the id hangs from the server. All must be of one trace, in the order they are stored in.
 * @param kindOf what each span counts as
 */
export function withOwnSpanIds(spans: readonly Span[], kindOf: (span: Span) => SpanKind | string): Span[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const ofClients = new Set(spans.filter((span) => kindOf(span) === 'CLIENT').map(({ spanId }) => spanId));
  const newIds = new Map<string, string>();
  let lastId = 0n;
  const nextId = () => {
    do lastId += 1n;
    while (ids.has(hexOf(lastId)));
    return hexOf(lastId);
  };
  const renamed = spans.map((span) => {
    if (kindOf(span) !== 'SERVER' || !ofClients.has(span.spanId)) return span;
    const spanId = nextId();
    newIds.set(span.spanId, spanId);
    return { ...span, spanId, parentSpanId: span.spanId };
  });
  if (newIds.size === 0) return renamed;
  return renamed.map((span) => {
    const parentSpanId = newIds.get(span.parentSpanId) ?? span.spanId;
    return parentSpanId === span.spanId ? span : { ...span, parentSpanId };
  });
}

function hexOf(id: bigint): string {
  return id.toString(16).padStart(16, '0');
}
