/** Flushes the tracer provider a program has registered with OpenTelemetry's API, whichever copy of the API it was. */
import type { Done } from '../messages.ts';

const api = Symbol.for('opentelemetry.js.api.1');

interface Provider {
  getDelegate?(): Provider;
  forceFlush?(): Promise<unknown>;
}

/** `none` where no provider that can be flushed was registered. Never rejects. */
export async function flushProvider(): Promise<Done['flush']> {
  try {
    const { trace } = ((globalThis as Record<symbol, unknown>)[api] ?? {}) as { trace?: Provider };
    const provider = trace?.getDelegate?.() ?? trace;
    if (typeof provider?.forceFlush !== 'function') return 'none';
    await provider.forceFlush();
    return 'acknowledged';
  } catch {
    return 'failed';
  }
}
