/** Events of a run, for tests: one line each. */
import type { Exchange, RunEvent, RunEventBody } from '../../sandbox/schemas/run-event.ts';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { blankSpan } from '../support/blank-span.ts';

/** The bodies as events of one run, numbered from 0, one millisecond apart. */
export function eventsOf(runId: string, ...bodies: RunEventBody[]): RunEvent[] {
  return bodies.map((body, seq) => ({ runId, seq, atMs: seq, ...body }));
}

export function says(service: string, words: string): RunEventBody {
  return { type: 'console', service, level: 'log', args: [{ type: 'string', text: words }] };
}

export function exchange(part: Partial<Exchange> & { id: string }): Exchange {
  return {
    from: 'shopper',
    to: 'store',
    method: 'GET',
    url: 'http://localhost:5000/',
    requestHeaders: [],
    response: { status: 200, statusText: 'OK', headers: [] },
    startedAtMs: 0,
    endedAtMs: 1,
    ...part,
  };
}

export function span(spanId: string): Span {
  return {
    ...blankSpan,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId,
    flags: 1,
    name: 'going to the grocery store',
    endTimeUnixNano: 1_000_000n,
  };
}
