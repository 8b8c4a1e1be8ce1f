/** A span of a `<Diagram spans={…}>`. */
export interface SpanNode {
  name: string;
  service: string;
  kind?: string;
  children?: SpanNode[];
}

/** Services of a tree in the order they appear, which decides their colours. */
export function servicesOf(spans: readonly SpanNode[]): string[] {
  return [...new Set(spans.flatMap((span) => [span.service, ...servicesOf(span.children ?? [])]))];
}
