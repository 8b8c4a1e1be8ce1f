/** Traces to hold the embedded store against a real Jaeger with: small, odd, and the same on every run. */
import fc from 'fast-check';
import { spanKinds } from '../../../sandbox/schemas/span-enums.ts';
import type { AttributeValue, Resource, Span } from '../../../sandbox/schemas/trace.ts';
import { attributes, resourceOf, someSpan, someTime } from '../../store/some-span.ts';

export const services = ['shopper', 'grocery-store', 'stock'];
export const operations = ['fetch', 'GET /', 'reserve'];

/** What an attribute may be, NaN left out: Jaeger's older API cannot write it and fails. */
const values: AttributeValue[] = [
  'milk',
  '<&>',
  0n,
  42n,
  9007199254740993n,
  -(2n ** 63n),
  0.5,
  1e21,
  1e-7,
  true,
  null,
  new Uint8Array([1, 2, 255]),
  [1n, 'two', null],
  { y: 1n, x: { z: false } },
];

const someAttributes = fc
  .dictionary(fc.constantFrom('a', 'b', 'http.route', 'zz'), fc.constantFrom(...values), { maxKeys: 3 })
  .map(attributes);

/** Few distinct times, so that spans often start together, end before they start or lie outside their parents. */
const someTimes = fc
  .integer({ min: 0, max: 14 })
  .map((step) => someTime + BigInt(step) * 100_000_000n + BigInt(step % 3));

const resource: fc.Arbitrary<Resource> = fc
  .tuple(fc.constantFrom(...services), someAttributes, fc.constantFrom('', 'host-1', 'host-2'))
  .map(([service, others, host]) => ({
    attributes: [
      ...resourceOf(service).attributes,
      ...others,
      ...(host === '' ? [] : attributes({ 'host.name': host })),
    ],
  }));

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** 1 to 6 spans; each but the first has an earlier one or nobody for its parent. Now and then a short trace id. */
const trace: fc.Arbitrary<Span[]> = fc
  .tuple(
    fc.oneof(
      hex(32),
      hex(16).map((half) => `${'0'.repeat(16)}${half}`),
    ),
    fc.uniqueArray(hex(16), { minLength: 1, maxLength: 6 }),
  )
  .chain(([traceId, ids]) => fc.tuple(...ids.map((id, index) => spanOf(traceId, id, ids.slice(0, index)))));

function spanOf(traceId: string, spanId: string, earlier: string[]): fc.Arbitrary<Span> {
  const link = fc.record({
    traceId: fc.oneof(fc.constant(traceId), hex(32)),
    spanId: fc.constantFrom(spanId, ...earlier),
    traceState: fc.constant(''),
    attributes: fc.oneof(someAttributes, fc.constant(attributes({ 'opentracing.ref_type': 'child_of' }))),
  });
  return fc
    .record({
      parentSpanId:
        earlier.length === 0
          ? fc.constant('')
          : fc.oneof({ arbitrary: fc.constantFrom(...earlier), weight: 5 }, hex(16)),
      name: fc.constantFrom(...operations),
      kind: fc.constantFrom(...spanKinds),
      startTimeUnixNano: someTimes,
      endTimeUnixNano: someTimes,
      attributes: someAttributes,
      events: fc.array(
        fc.record({
          name: fc.constantFrom('', 'sold', 'exception'),
          timeUnixNano: someTimes,
          attributes: someAttributes,
        }),
        { maxLength: 2 },
      ),
      links: fc.array(link, { maxLength: 1 }),
      status: fc.constantFrom<Span['status']>(
        { code: 'UNSET', message: '' },
        { code: 'OK', message: '' },
        { code: 'ERROR', message: 'bad' },
      ),
      traceState: fc.constantFrom('', 'vendor=1'),
      resource,
      scope: fc.record({
        name: fc.constantFrom('', 'tracing.ts'),
        version: fc.constantFrom('', '1.0'),
        attributes: someAttributes,
      }),
    })
    .map((fields) => someSpan({ ...fields, traceId, spanId }));
}

export function manyTraces(): Span[][] {
  return fc.sample(trace, { numRuns: 40, seed: 1 });
}
