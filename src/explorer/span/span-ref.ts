/** Names a span among many traces. */
export interface SpanRef {
  traceId: string;
  spanId: string;
}

/** 16 hex digits as `TraceColumns` holds them; undefined for what is no span id. */
export function spanIdNumber(spanId: string): bigint | undefined {
  return /^[0-9a-f]{16}$/iu.test(spanId) ? BigInt(`0x${spanId}`) : undefined;
}
