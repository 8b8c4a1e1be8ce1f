/** Names a span among many traces. */
export interface SpanRef {
  traceId: string;
  spanId: string;
}
