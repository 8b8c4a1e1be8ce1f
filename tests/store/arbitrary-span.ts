/** Spans for property tests: every field, every kind of attribute value, the extremes of every integer. */
import fc from 'fast-check';
import { spanKinds, statusCodes } from '../../sandbox/schemas/span-enums.ts';
import type { Attributes, AttributeValue, Resource, Scope, Span } from '../../sandbox/schemas/trace.ts';

const hex = (length: number) =>
  fc
    .uint8Array({ minLength: length / 2, maxLength: length / 2 })
    .filter((bytes) => bytes.some((byte) => byte !== 0))
    .map((bytes) => Buffer.from(bytes).toString('hex'));

export const arbitraryTraceId = hex(32);
export const arbitrarySpanId = hex(16);

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n),
);
const uint64 = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constantFrom(0n, 2n ** 64n - 1n));
const uint32 = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 2 ** 32 - 1));

export const arbitraryValue: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    int64,
    fc.boolean(),
    fc.double().map((value) => (value === 0 ? 0 : value)),
    fc.constant(null),
    fc.uint8Array({ maxLength: 8 }).map((bytes) => new Uint8Array(bytes)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(text, fc.constant('__proto__')), tie('value')), { maxLength: 3 })
      .map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;

export const arbitraryAttributes: fc.Arbitrary<Attributes> = fc.array(
  fc.record({ key: text, value: arbitraryValue }),
  { maxLength: 4 },
);

export const arbitraryResource: fc.Arbitrary<Resource> = fc.record({ attributes: arbitraryAttributes });

export const arbitraryScope: fc.Arbitrary<Scope> = fc.record({
  name: text,
  version: text,
  attributes: arbitraryAttributes,
});

export function arbitrarySpan(
  overrides: { [Field in keyof Span]?: fc.Arbitrary<Span[Field]> } = {},
): fc.Arbitrary<Span> {
  return fc.record({
    traceId: arbitraryTraceId,
    spanId: arbitrarySpanId,
    parentSpanId: fc.oneof(fc.constant(''), arbitrarySpanId),
    traceState: fc.constantFrom('', 'vendor=1'),
    flags: uint32,
    name: text,
    kind: fc.constantFrom(...spanKinds),
    startTimeUnixNano: uint64,
    endTimeUnixNano: uint64,
    attributes: arbitraryAttributes,
    droppedAttributesCount: uint32,
    events: fc.array(fc.record({ name: text, timeUnixNano: uint64, attributes: arbitraryAttributes }), {
      maxLength: 3,
    }),
    droppedEventsCount: uint32,
    links: fc.array(
      fc.record({
        traceId: arbitraryTraceId,
        spanId: arbitrarySpanId,
        traceState: fc.constantFrom('', 'vendor=1'),
        attributes: arbitraryAttributes,
      }),
      { maxLength: 3 },
    ),
    droppedLinksCount: uint32,
    status: fc.record({ code: fc.constantFrom(...statusCodes), message: text }),
    resource: arbitraryResource,
    scope: arbitraryScope,
    ...overrides,
  });
}
