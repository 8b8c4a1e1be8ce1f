/** What may be odd about a span. A bit each, so that a row needs one number. */
export const warningBits = {
  'missing-parent': 1,
  'own-parent': 2,
  cycle: 4,
  'duplicate-id': 8,
  'no-start': 16,
  'no-end': 32,
  'ends-before-start': 64,
  'starts-before-parent': 128,
  'starts-after-parent': 256,
  'no-trace-id': 512,
  'no-span-id': 1024,
  'invalid-id': 2048,
  'impossible-time': 4096,
} as const;

export type SpanWarningKind = keyof typeof warningBits;
export type WarningBit = (typeof warningBits)[SpanWarningKind];
