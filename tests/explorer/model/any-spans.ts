/** Spans for tests of the explorer's model: only what a test speaks of is said; and any spans at all. */
import fc from 'fast-check';
import type { Attributes, AttributeValue, Span } from '../../../sandbox/schemas/trace.ts';
import { blankSpan } from '../../support/blank-span.ts';

export const t0 = 1_795_255_200_000_000_000n;

export interface SpanInput extends Partial<Span> {
  /** Made into 16 hex digits, the same each time; its text is the name. */
  id: string;
  parent?: string | undefined;
  service?: string;
  /** Milliseconds. */
  at?: number;
  takes?: number;
}

/** 16 hex digits for a word. */
export function idOf(word: string): string {
  return Buffer.from(word).toString('hex').slice(0, 16).padStart(16, '0');
}

export function span({ id, parent, service = 'shopper', at = 0, takes = 10, ...rest }: SpanInput): Span {
  const start = t0 + BigInt(Math.round(at * 1e6));
  return {
    ...blankSpan,
    traceId: 'a'.repeat(32),
    spanId: idOf(id),
    parentSpanId: parent === undefined ? '' : idOf(parent),
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
        service: fc.constantFrom('shopper', 'grocery-store', 'till'),
        kind: fc.constantFrom('CLIENT' as const, 'SERVER' as const, 'INTERNAL' as const),
        failed: fc.boolean(),
        times: fc.constantFrom('both', 'both', 'both', 'both', 'no start', 'no end', 'end of time'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  )
  .map((drafts) =>
    drafts.map(({ id, parent, failed, times, ...rest }) =>
      span({
        id: `s${id}`,
        ...(parent !== undefined && { parent: `s${parent}` }),
        ...rest,
        ...(failed && { status: { code: 'ERROR' as const, message: '' } }),
        ...(times === 'no start' && { startTimeUnixNano: 0n }),
        ...(times === 'no end' && { endTimeUnixNano: 0n }),
        ...(times === 'end of time' && { endTimeUnixNano: 2n ** 63n - 1n }),
      }),
    ),
  );

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '__proto__', 'a'));
const { value: anyValue } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.double(),
    fc.bigInt({ min: -(2n ** 31n) - 2n, max: 2n ** 31n + 2n }),
    fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
  ),
}));
const anyAttributes: fc.Arbitrary<Attributes> = fc.array(fc.record({ key: anyText, value: anyValue }), {
  maxLength: 4,
});
const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });
const anyId = fc.oneof(
  { weight: 5, arbitrary: hex(16) },
  fc.constantFrom('', '0'.repeat(16), 'ABCDEF0123456789', 'no hex digits   ', 'é'.repeat(16)),
  anyText,
);
const anyTraceId = fc.oneof(hex(32), fc.constantFrom('', '0'.repeat(32)), anyText);
const anyTime = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, -1n, t0, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n),
);
const anyCount = fc.oneof(fc.constant(0), fc.nat());

/** A span with anything in every field. */
export const anySpan: fc.Arbitrary<Span> = fc.record({
  traceId: anyTraceId,
  spanId: anyId,
  parentSpanId: anyId,
  traceState: anyText,
  flags: fc.oneof(fc.constantFrom(0, 1, 0x301), fc.integer({ min: -1, max: 2 ** 33 })),
  name: anyText,
  kind: fc.constantFrom('UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'),
  startTimeUnixNano: anyTime,
  endTimeUnixNano: anyTime,
  attributes: anyAttributes,
  droppedAttributesCount: anyCount,
  events: fc.array(fc.record({ name: anyText, timeUnixNano: anyTime, attributes: anyAttributes }), {
    maxLength: 2,
  }),
  droppedEventsCount: anyCount,
  links: fc.array(
    fc.record({ traceId: anyTraceId, spanId: anyId, traceState: anyText, attributes: anyAttributes }),
    { maxLength: 2 },
  ),
  droppedLinksCount: anyCount,
  status: fc.record({ code: fc.constantFrom('UNSET', 'OK', 'ERROR'), message: anyText }),
  resource: fc.record({ attributes: anyAttributes }),
  scope: fc.record({ name: anyText, version: anyText, attributes: anyAttributes }),
});
