/** What a span's fields say, in a few words beside them. */
import type { Span, SpanKind, StatusCode } from '@spanlab/sandbox/schemas/trace.ts';

/** From the meaning OpenTelemetry's trace API gives each kind. */
export const kindWords: Readonly<Record<SpanKind, string>> = {
  UNSPECIFIED: 'no kind was sent',
  INTERNAL: 'work inside one service',
  SERVER: 'answers a request from elsewhere',
  CLIENT: 'makes a request and waits for the answer',
  PRODUCER: 'hands over a message, does not wait',
  CONSUMER: 'takes up a message',
};

export const statusWords: Readonly<Record<StatusCode, string>> = {
  UNSET: 'nobody said whether it went well',
  OK: 'said to have gone well',
  ERROR: 'said to have failed',
};

/**
 * OTLP's `flags`: the low byte is W3C's trace flags (bit 0 sampled, bit 1 random trace id); bit 8 says
 * whether bit 9, parent in another process, was set on purpose.
 */
export function flagWords({ flags, parentSpanId }: Pick<Span, 'flags' | 'parentSpanId'>): string {
  const words = [(flags & 1) === 1 ? 'sampled' : 'not sampled'];
  if ((flags & 2) === 2) words.push('random trace id');
  if ((flags & 0x100) !== 0 && parentSpanId !== '')
    words.push((flags & 0x200) === 0 ? 'parent in this process' : 'parent in another process');
  return words.join(', ');
}
