/** Spans for tests of the layout: only what a test speaks of is said. */
import fc from 'fast-check';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { blankSpan } from '../../support/blank-span.ts';

export const t0 = 1_795_255_200_000_000_000n;

export interface SpanInput extends Partial<Span> {
  id: string;
  parent?: string;
  service?: string;
  /** Milliseconds. */
  at?: number;
  takes?: number;
}

export function span({ id, parent = '', service = 'shopper', at = 0, takes = 10, ...rest }: SpanInput): Span {
  const start = t0 + BigInt(Math.round(at * 1e6));
  return {
    ...blankSpan,
    traceId: 'a'.repeat(32),
    spanId: id,
    parentSpanId: parent,
    flags: 1,
    name: id,
    startTimeUnixNano: start,
    endTimeUnixNano: start + BigInt(Math.round(takes * 1e6)),
    resource: { attributes: [{ key: 'service.name', value: service }] },
    ...rest,
  };
}

/** Spans as no SDK would send them: any parent, also none, oneself, or one that is not there; any times. */
export const anySpans: fc.Arbitrary<Span[]> = fc
  .integer({ min: 1, max: 30 })
  .chain((ids) =>
    fc.array(
      fc.record({
        id: fc.integer({ min: 0, max: ids }),
        parent: fc.option(fc.integer({ min: 0, max: ids + 2 }), { nil: undefined }),
        at: fc.integer({ min: -1_000, max: 1_000 }),
        takes: fc.integer({ min: -50, max: 500 }),
        failed: fc.boolean(),
        times: fc.constantFrom('both', 'both', 'both', 'no start', 'no end'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  )
  .map((drafts) =>
    drafts.map(({ id, parent, at, takes, failed, times }) =>
      span({
        id: `s${id}`,
        ...(parent !== undefined && { parent: `s${parent}` }),
        service: id % 2 === 0 ? 'shopper' : 'grocery-store',
        at,
        takes,
        ...(failed && { status: { code: 'ERROR' as const, message: '' } }),
        ...(times === 'no start' && { startTimeUnixNano: 0n }),
        ...(times === 'no end' && { endTimeUnixNano: 0n }),
      }),
    ),
  );
