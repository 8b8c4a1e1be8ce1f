import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTracesJson } from '../../sandbox/store/otlp/decode-json.ts';
import { encodeTracesJson, encodeValue } from '../../sandbox/store/otlp/encode-json.ts';
import { MalformedOtlp } from '../../sandbox/store/otlp/malformed.ts';
import { arbitrarySpan } from './arbitrary-span.ts';
import { attributes, someSpan } from './some-span.ts';

function decodeSpan(span: object) {
  const [decoded] = decodeTracesJson(
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  );
  if (decoded === undefined) throw new Error('no span was decoded');
  return decoded;
}

function decodeValue(value: string) {
  const text = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"k","value":${value}}]}]}]}]}`;
  return decodeTracesJson(text)[0]?.attributes[0]?.value;
}

describe('OTLP/JSON', () => {
  test('gives back every span it was made from', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySpan(), { maxLength: 4 }), (spans) => {
        expect(decodeTracesJson(JSON.stringify(encodeTracesJson(spans)))).toEqual(spans);
      }),
    );
  });

  test('is written as the specification maps protobuf to JSON', () => {
    const span = someSpan({
      parentSpanId: '00000000000000ff',
      kind: 'SERVER',
      attributes: attributes({ count: 2n ** 63n - 1n, ratio: 0.5, raw: new Uint8Array([1, 2]) }),
      status: { code: 'ERROR', message: 'sold out' },
    });
    expect(encodeTracesJson([span])).toEqual({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shopper' } }] },
          scopeSpans: [
            {
              scope: { name: 'tracing.ts' },
              spans: [
                {
                  traceId: '00000000000000000000000000000001',
                  spanId: '0000000000000001',
                  parentSpanId: '00000000000000ff',
                  flags: 257,
                  name: 'fetch',
                  kind: 2,
                  startTimeUnixNano: '1700000000000000000',
                  endTimeUnixNano: '1700000000005000000',
                  attributes: [
                    { key: 'count', value: { intValue: '9223372036854775807' } },
                    { key: 'ratio', value: { doubleValue: 0.5 } },
                    { key: 'raw', value: { bytesValue: 'AQI=' } },
                  ],
                  status: { code: 2, message: 'sold out' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('puts spans that share a resource and a scope under one of each', () => {
    const { resourceSpans } = encodeTracesJson([someSpan(), someSpan({ name: 'other' })]);
    expect(resourceSpans).toHaveLength(1);
    expect(resourceSpans[0]?.scopeSpans[0]?.spans.map(({ name }) => name)).toEqual(['fetch', 'other']);
  });

  test('numbers that are not finite are written as words', () => {
    expect([Number.NaN, Infinity, -Infinity].map(encodeValue)).toEqual([
      { doubleValue: 'NaN' },
      { doubleValue: 'Infinity' },
      { doubleValue: '-Infinity' },
    ]);
  });

  test('ids are read in either case', () => {
    expect(decodeSpan({ traceId: '5B8EFFF798038103D269B633813FC60C' }).traceId).toBe(
      '5b8efff798038103d269b633813fc60c',
    );
  });

  test('a parent of zeros is no parent', () => {
    expect(decodeSpan({ parentSpanId: '0000000000000000' }).parentSpanId).toBe('');
  });

  test('an integer without quotes keeps all its digits', () => {
    expect(decodeValue('{"intValue": 9223372036854775807}')).toBe(9223372036854775807n);
    expect(decodeValue('{"intValue":-9223372036854775808}')).toBe(-9223372036854775808n);
    expect(decodeValue('{"intValue":"9007199254740993"}')).toBe(9007199254740993n);
  });

  test('enums are read as numbers, and by their names as protobuf allows', () => {
    expect(decodeSpan({ kind: 3, status: { code: 2 } })).toMatchObject({
      kind: 'CLIENT',
      status: { code: 'ERROR' },
    });
    expect(decodeSpan({ kind: 'SPAN_KIND_SERVER' }).kind).toBe('SERVER');
    expect(decodeSpan({ kind: 17 }).kind).toBe('UNSPECIFIED');
  });

  test('fields it does not know, nulls and left-out fields are no trouble', () => {
    expect(decodeSpan({ name: 'a', tomorrow: [1], attributes: null, status: null })).toMatchObject({
      name: 'a',
      attributes: [],
      status: { code: 'UNSET', message: '' },
    });
    expect(decodeTracesJson('{}')).toEqual([]);
  });

  test.each([
    ['{', 'the body is not JSON: '],
    ['[]', 'the body: expected an object, found an array'],
    ['{"resourceSpans":{}}', 'the body.resourceSpans: expected an array, found an object'],
    [
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{},{"name":7}]}]}]}',
      'resourceSpans[0].scopeSpans[0].spans[1].name: expected a string, found the number 7',
    ],
    [
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"startTimeUnixNano":"-1"}]}]}]}',
      'resourceSpans[0].scopeSpans[0].spans[0].startTimeUnixNano: expected an unsigned 64-bit integer, found the string "-1"',
    ],
    [
      '{"resourceSpans":[{"resource":{"attributes":[{"key":"k","value":{"bytesValue":"?"}}]}}]}',
      'resourceSpans[0].resource.attributes[0].value.bytesValue: expected base64, found the string "?"',
    ],
  ])('%s is refused, and the message says where', (text, message) => {
    expect(() => decodeTracesJson(text)).toThrow(MalformedOtlp);
    expect(() => decodeTracesJson(text)).toThrow(message);
  });

  test('a value nested without end is refused, not followed', () => {
    const depth = 50_000;
    const nested = `${'{"arrayValue":{"values":['.repeat(depth)}{}${']}}'.repeat(depth)}`;
    expect(() => decodeValue(nested)).toThrow(MalformedOtlp);
  });
});
