import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { decodeTracesJson } from '../../sandbox/store/otlp/decode-json.ts';
import { decodeTracesProtobuf } from '../../sandbox/store/otlp/decode-protobuf.ts';
import { encodeTracesJson } from '../../sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '../../sandbox/store/otlp/encode-protobuf.ts';
import { MalformedOtlp } from '../../sandbox/store/otlp/malformed.ts';
import { arbitrarySpan, arbitrarySpanId, arbitraryTraceId } from './arbitrary-span.ts';

type SdkSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const sdkValue = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  fc.boolean(),
  fc.array(text, { maxLength: 3 }),
  fc.array(fc.boolean(), { maxLength: 3 }),
);
const sdkAttributes = fc.dictionary(text, sdkValue, { maxKeys: 4 });
const hrTime = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 999_999_999 }));
const spanContext = fc.record({
  traceId: arbitraryTraceId,
  spanId: arbitrarySpanId,
  traceFlags: fc.constantFrom(0, 1),
});
const count = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Spans as the JavaScript SDK hands them to an exporter. */
const arbitrarySdkSpan: fc.Arbitrary<SdkSpan> = fc
  .record({
    context: spanContext,
    name: text,
    kind: fc.constantFrom(0, 1, 2, 3, 4),
    parentSpanContext: fc.option(spanContext, { nil: undefined }),
    startTime: hrTime,
    endTime: hrTime,
    status: fc.record({ code: fc.constantFrom(0, 1, 2), message: text }),
    attributes: sdkAttributes,
    links: fc.array(fc.record({ context: spanContext, attributes: sdkAttributes }), { maxLength: 2 }),
    events: fc.array(fc.record({ name: text, time: hrTime, attributes: sdkAttributes }), { maxLength: 2 }),
    resource: fc
      .dictionary(text, fc.oneof(text, fc.integer()), { maxKeys: 3 })
      .map((values) => resourceFromAttributes(values)),
    instrumentationScope: fc.record({ name: text, version: text }),
    droppedAttributesCount: count,
    droppedEventsCount: count,
    droppedLinksCount: count,
  })
  .map(({ context, parentSpanContext, ...span }) => ({
    ...span,
    ...(parentSpanContext && { parentSpanContext }),
    spanContext: () => context,
    duration: [0, 0],
    ended: true,
  }));

function serialized(serializer: typeof ProtobufTraceSerializer, spans: SdkSpan[]): Uint8Array {
  const bytes = serializer.serializeRequest(spans);
  if (bytes === undefined) throw new Error('the serializer gave nothing');
  return bytes;
}

describe('OTLP/protobuf, as we write it', () => {
  test('gives back every span it was made from', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySpan(), { maxLength: 4 }), (spans) => {
        expect(decodeTracesProtobuf(encodeTracesProtobuf(spans))).toEqual(spans);
      }),
    );
  });
});

describe("OTLP/protobuf, as OpenTelemetry's own exporter writes it", () => {
  test('holds the same spans as its JSON, and ours', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySdkSpan, { maxLength: 4 }), (sdkSpans) => {
        const fromProtobuf = decodeTracesProtobuf(serialized(ProtobufTraceSerializer, sdkSpans));
        const json = new TextDecoder().decode(serialized(JsonTraceSerializer, sdkSpans));
        expect(fromProtobuf).toHaveLength(sdkSpans.length);
        expect(fromProtobuf).toEqual(decodeTracesJson(json));
        expect(decodeTracesJson(JSON.stringify(encodeTracesJson(fromProtobuf)))).toEqual(fromProtobuf);
      }),
    );
  });

  test('keeps what the SDK recorded', () => {
    fc.assert(
      fc.property(arbitrarySdkSpan, (sdkSpan) => {
        const [span] = decodeTracesProtobuf(serialized(ProtobufTraceSerializer, [sdkSpan]));
        const [seconds, nanos] = sdkSpan.startTime;
        expect(span).toMatchObject({
          traceId: sdkSpan.spanContext().traceId,
          spanId: sdkSpan.spanContext().spanId,
          parentSpanId: sdkSpan.parentSpanContext?.spanId ?? '',
          name: sdkSpan.name,
          startTimeUnixNano: BigInt(seconds) * 1_000_000_000n + BigInt(nanos),
          status: { message: sdkSpan.status.message },
          droppedLinksCount: sdkSpan.droppedLinksCount,
        });
        expect(span?.attributes.map(({ key }) => key)).toEqual(Object.keys(sdkSpan.attributes));
      }),
    );
  });

  test('an empty payload is a message without spans', () => {
    expect(decodeTracesProtobuf(new Uint8Array())).toEqual([]);
  });

  test('whatever bytes come, they are spans or MalformedOtlp', () => {
    fc.assert(
      fc.property(
        fc.array(arbitrarySdkSpan, { minLength: 1, maxLength: 2 }),
        fc.nat(),
        fc.nat(255),
        (spans, at, byte) => {
          const bytes = serialized(ProtobufTraceSerializer, spans).slice();
          bytes[at % bytes.length] = byte;
          for (const payload of [bytes, bytes.subarray(0, at % bytes.length)]) {
            expect(outcome(payload)).toMatch(/^(?:spans|MalformedOtlp)$/u);
          }
        },
      ),
    );
  });

  test('a payload cut short says at which byte', () => {
    const payload = new protobuf.Writer().uint32(10).uint32(200).finish();
    expect(() => decodeTracesProtobuf(payload)).toThrow(
      'the body is not an OTLP protobuf message: a message of 200 bytes is cut short at byte 3',
    );
  });

  test('the least and the greatest int64 arrive whole', () => {
    for (const [text, value] of [
      ['-9223372036854775808', -(2n ** 63n)],
      ['9223372036854775807', 2n ** 63n - 1n],
      ['-1', -1n],
    ] as const) {
      const anyValue = new protobuf.Writer().uint32(24).int64(text).finish();
      expect(decodeTracesProtobuf(spanWithAttribute(anyValue))[0]?.attributes).toEqual([{ key: 'k', value }]);
    }
  });

  test('a value nested without end is refused, not followed', () => {
    let anyValue: Uint8Array = new Uint8Array();
    for (let depth = 0; depth < 2_000; depth++) anyValue = field(5, field(1, anyValue));
    expect(() => decodeTracesProtobuf(spanWithAttribute(anyValue))).toThrow(MalformedOtlp);
  });

  test('fields it does not know are skipped', () => {
    const unknown = new protobuf.Writer()
      .uint32((999 << 3) | 0)
      .uint32(7)
      .uint32((998 << 3) | 2)
      .string('x')
      .finish();
    const span = field(2, concat(unknown, new protobuf.Writer().uint32(42).string('named').finish()));
    expect(decodeTracesProtobuf(field(1, concat(unknown, field(2, span))))[0]?.name).toBe('named');
  });
});

function outcome(payload: Uint8Array): string {
  try {
    decodeTracesProtobuf(payload);
    return 'spans';
  } catch (error) {
    return error instanceof Error ? error.name : 'nothing one can read';
  }
}

/** A length-delimited field. */
function field(number: number, message: Uint8Array): Uint8Array {
  return new protobuf.Writer()
    .uint32((number << 3) | 2)
    .bytes(message)
    .finish();
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function spanWithAttribute(anyValue: Uint8Array): Uint8Array {
  const attribute = concat(new protobuf.Writer().uint32(10).string('k').finish(), field(2, anyValue));
  return field(1, field(2, field(2, field(9, attribute))));
}
