/** The spans every Collector is sent: four requests, the same on every run. */
import fc from 'fast-check';
import { spanKinds } from '../../../sandbox/schemas/span-enums.ts';
import type { Attributes, AttributeValue, Span } from '../../../sandbox/schemas/trace.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { attributes, someSpan, someTime } from '../../store/some-span.ts';

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** What processors are told to look for. */
const values: Record<string, fc.Arbitrary<AttributeValue>> = {
  'http.route': fc.constantFrom('/', '/stock/{item}', '/health'),
  'http.response.status_code': fc.constantFrom(200n, 404n, 500n),
  'url.path': fc.constantFrom('/', '/stock/milk', '/stock/bread', '/health'),
  'user.email': fc.constantFrom('ada@example.com', 'grace@example.com'),
  'payment.card': fc.constantFrom('4111111111111111', '5500000000000004'),
  'cart.total': fc.constantFrom(0.5, 12.25, 1e21),
  'cart.items': fc.constantFrom([1n, 2n], ['milk', 'bread']),
  'cart.gift': fc.boolean(),
  'db.statement': fc.constant("SELECT * FROM stock WHERE name = 'milk'"),
  'big.number': fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n)),
  raw: fc.constant(new Uint8Array([0, 1, 254, 255])),
  nested: fc.constant({ b: { c: [null, true] }, a: 1n }),
  empty: fc.constant(''),
};

const someAttributes: fc.Arbitrary<Attributes> = fc
  .record(values, { requiredKeys: [] })
  .map((some) => attributes(some as Record<string, AttributeValue>));

const resources = ['shopper', 'grocery-store', 'stock'].map((service, index) => ({
  attributes: attributes({
    'service.name': service,
    'service.version': `1.${index}.0`,
    'host.name': `host-${index}`,
    'telemetry.sdk.language': index === 0 ? 'webjs' : 'nodejs',
  }),
}));

const scopes = [
  { name: 'tracing.ts', version: '', attributes: [] },
  {
    name: '@opentelemetry/instrumentation-http',
    version: '0.223.0',
    attributes: attributes({ library: 'http' }),
  },
];

function spanOf(traceId: string, spanId: string, parents: string[]): fc.Arbitrary<Span> {
  return fc
    .record({
      parentSpanId: parents.length === 0 ? fc.constant('') : fc.constantFrom(...parents),
      name: fc.constantFrom('GET', 'GET /', '/stock/milk/price', 'reserve', 'checkout', ''),
      kind: fc.constantFrom(...spanKinds),
      start: fc.integer({ min: 0, max: 2_000 }),
      duration: fc.constantFrom(0, 1, 40, 250, 1_500),
      attributes: someAttributes,
      events: fc.array(
        fc.record({
          name: fc.constantFrom('exception', 'sold out', ''),
          timeUnixNano: fc.constant(someTime),
          attributes: fc.constantFrom(
            [],
            attributes({ 'exception.type': 'Error', 'exception.message': 'no milk for ada@example.com' }),
          ),
        }),
        { maxLength: 2 },
      ),
      links: fc.array(
        fc.record({
          traceId: hex(32),
          spanId: hex(16),
          traceState: fc.constant(''),
          attributes: fc.constant(attributes({ why: 'retry' })),
        }),
        { maxLength: 1 },
      ),
      status: fc.constantFrom<Span['status']>(
        { code: 'UNSET', message: '' },
        { code: 'UNSET', message: '' },
        { code: 'OK', message: '' },
        { code: 'ERROR', message: 'sold out' },
      ),
      traceState: fc.constantFrom('', 'vendor=1'),
      resource: fc.constantFrom(...resources),
      scope: fc.constantFrom(...scopes),
    })
    .map(({ start, duration, ...fields }) => {
      const startTimeUnixNano = someTime + BigInt(start) * 1_000_000n;
      const endTimeUnixNano = startTimeUnixNano + BigInt(duration) * 1_000_000n;
      return someSpan({ ...fields, traceId, spanId, startTimeUnixNano, endTimeUnixNano });
    });
}

const trace: fc.Arbitrary<Span[]> = fc
  .tuple(hex(32), fc.uniqueArray(hex(16), { minLength: 1, maxLength: 4 }))
  .chain(([traceId, ids]) => fc.tuple(...ids.map((id, index) => spanOf(traceId, id, ids.slice(0, index)))));

const traces = fc.sample(trace, { numRuns: 40, seed: 7 });

/** How many spans there are in all. */
export const corpusSize = traces.flat().length;

/** Bodies of `POST /v1/traces` in OTLP/JSON: ten traces each. */
export const corpusBodies: readonly string[] = [0, 10, 20, 30].map((at) =>
  JSON.stringify(encodeTracesJson(traces.slice(at, at + 10).flat())),
);
