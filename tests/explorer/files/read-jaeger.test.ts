import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attributes, AttributeValue, Span } from '../../../sandbox/schemas/trace.ts';
import { attributeText } from '../../../sandbox/store/jaeger/attribute-text.ts';
import { traceV1 } from '../../../sandbox/store/jaeger/trace-v1.ts';
import { arbitrarySpan } from '../../store/arbitrary-span.ts';
import { someSpan, spanIdOf, traceIdOf } from '../../store/some-span.ts';
import { read } from './reading.ts';

const own = {
  traceID: '1',
  spanID: '2',
  operationName: 'buy',
  processID: 'p1',
  startTime: 1_700_000_000_000_000,
  duration: 5,
};
const processes = { p1: { serviceName: 'shopper', tags: [{ key: 'host', type: 'string', value: 'a' }] } };

async function readOne(fields: object): Promise<{ span: Span | undefined; problems: string[] }> {
  const { found, problems } = await read({
    data: [{ traceID: '1', spans: [{ ...own, ...fields }], processes }],
  });
  return { span: found[0], problems };
}

const tag = (key: string, type: string, value: unknown) => ({ key, type, value });

describe('a span of Jaeger’s JSON', () => {
  test('has its ids padded, its microseconds in nanoseconds and its process for a resource', async () => {
    expect(await readOne({})).toMatchObject({
      problems: [],
      span: {
        traceId: traceIdOf(1),
        spanId: spanIdOf(2),
        parentSpanId: '',
        name: 'buy',
        kind: 'UNSPECIFIED',
        startTimeUnixNano: 1_700_000_000_000_000_000n,
        endTimeUnixNano: 1_700_000_000_000_005_000n,
        resource: {
          attributes: [
            { key: 'service.name', value: 'shopper' },
            { key: 'host', value: 'a' },
          ],
        },
      },
    });
  });

  test.each<[string, object[], string, object[]]>([
    [
      'the first CHILD_OF of its trace is its parent',
      [
        { refType: 'FOLLOWS_FROM', traceID: '1', spanID: '7' },
        { refType: 'CHILD_OF', traceID: '1', spanID: '8' },
        { refType: 'CHILD_OF', traceID: '1', spanID: '9' },
      ],
      spanIdOf(8),
      [
        { traceId: traceIdOf(1), spanId: spanIdOf(7), attributes: [] },
        {
          traceId: traceIdOf(1),
          spanId: spanIdOf(9),
          attributes: [{ key: 'opentracing.ref_type', value: 'child_of' }],
        },
      ],
    ],
    [
      'a CHILD_OF of another trace is a link',
      [{ refType: 'CHILD_OF', traceID: '5', spanID: '8' }],
      '',
      [
        {
          traceId: traceIdOf(5),
          spanId: spanIdOf(8),
          attributes: [{ key: 'opentracing.ref_type', value: 'child_of' }],
        },
      ],
    ],
    [
      'what it FOLLOWS_FROM is its parent, as Jaeger draws it, and a link, failing a CHILD_OF',
      [{ refType: 'FOLLOWS_FROM', traceID: '1', spanID: '7' }],
      spanIdOf(7),
      [{ traceId: traceIdOf(1), spanId: spanIdOf(7), attributes: [] }],
    ],
  ])('%s', async (_, references, parentSpanId, links) => {
    const { span } = await readOne({ references });
    expect(span).toMatchObject({ parentSpanId, links });
  });

  test('has the parent of Jaeger’s first versions', async () => {
    expect((await readOne({ parentSpanID: 'a' })).span?.parentSpanId).toBe(spanIdOf(10));
  });

  test.each<[string, object, AttributeValue]>([
    ['string', tag('k', 'string', 'v'), 'v'],
    ['bool', tag('k', 'bool', false), false],
    ['bool as text', tag('k', 'bool', 'true'), true],
    ['int64', tag('k', 'int64', 42), 42n],
    ['int64 as text', tag('k', 'int64', '-9223372036854775808'), -(2n ** 63n)],
    ['float64', tag('k', 'float64', 0.5), 0.5],
    ['float64 as text', tag('k', 'float64', 'NaN'), Number.NaN],
    ['float64 as Go writes it', tag('k', 'float64', '+Inf'), Number.POSITIVE_INFINITY],
    ['binary', tag('k', 'binary', 'AQI='), new Uint8Array([1, 2])],
    ['no binary', tag('k', 'binary', null), new Uint8Array()],
    ['no type', { key: 'k', value: 3 }, 3n],
    ['another type', tag('k', 'map', { a: 1 }), '{"a":1}'],
  ])('has a tag of %s as an attribute', async (_, given, value) => {
    const { span, problems } = await readOne({ tags: [given] });
    expect(span?.attributes).toEqual([{ key: 'k', value }]);
    expect(problems).toEqual([]);
  });

  test('has an int64 that a double would round, as Jaeger writes it', async () => {
    const file = JSON.stringify({
      data: [{ spans: [{ ...own, tags: [tag('k', 'int64', 'N')] }], processes }],
    });
    const { found } = await read(file.replace('"N"', '9223372036854775807'));
    expect(found[0]?.attributes).toEqual([{ key: 'k', value: 2n ** 63n - 1n }]);
  });

  test('has its own fields back from the tags Jaeger made of them', async () => {
    const { span } = await readOne({
      tags: [
        tag('span.kind', 'string', 'server'),
        tag('otel.status_code', 'string', 'ERROR'),
        tag('error', 'bool', true),
        tag('otel.status_description', 'string', 'sold out'),
        tag('otel.scope.name', 'string', 'tracing.ts'),
        tag('otel.scope.version', 'string', '1.0'),
        tag('w3c.tracestate', 'string', 'a=1'),
        tag('other', 'string', 'x'),
      ],
    });
    expect(span).toMatchObject({
      kind: 'SERVER',
      status: { code: 'ERROR', message: 'sold out' },
      scope: { name: 'tracing.ts', version: '1.0' },
      traceState: 'a=1',
      attributes: [{ key: 'other', value: 'x' }],
    });
  });

  test.each<[string, object, string, Attributes]>([
    ['bool', tag('error', 'bool', true), 'ERROR', []],
    ['text', tag('error', 'string', 'true'), 'ERROR', [{ key: 'error', value: 'true' }]],
    ['false', tag('error', 'bool', false), 'UNSET', [{ key: 'error', value: false }]],
    ['other text', tag('error', 'string', 'timeout'), 'UNSET', [{ key: 'error', value: 'timeout' }]],
  ])('has failed when its tag error says so: %s', async (_, given, code, attributes) => {
    const { span } = await readOne({ tags: [given] });
    expect(span).toMatchObject({ status: { code }, attributes });
  });

  test('has its logs for events, named by their field event', async () => {
    const { span } = await readOne({
      logs: [
        { timestamp: 1_700_000_000_000_001, fields: [tag('a', 'int64', 1), tag('event', 'string', 'miss')] },
        { timestamp: 1_700_000_000_000_002, fields: [tag('message', 'string', 'hello')] },
      ],
    });
    expect(span?.events).toEqual([
      { name: 'miss', timeUnixNano: 1_700_000_000_000_001_000n, attributes: [{ key: 'a', value: 1n }] },
      {
        name: '',
        timeUnixNano: 1_700_000_000_000_002_000n,
        attributes: [{ key: 'message', value: 'hello' }],
      },
    ]);
  });

  test('may carry its process itself, as Jaeger stores it', async () => {
    const stored = { ...own, processID: undefined, process: processes.p1, spanID: '3' };
    const { found, problems, format } = await read(`${JSON.stringify(stored)}\n`);
    expect(problems).toEqual([]);
    expect(format).toBe('jaeger-json');
    expect(found[0]?.resource.attributes[0]?.value).toBe('shopper');
  });

  test('is kept when it is not as it should be, and that is said', async () => {
    const { span, problems } = await readOne({
      processID: 'p9',
      startTime: 'noon',
      tags: [tag('k', 'int64', 'many'), 7],
      logs: 'none',
      operationName: 5,
    });
    expect(span).toMatchObject({
      name: '5',
      startTimeUnixNano: 0n,
      attributes: [{ key: 'k', value: 'many' }],
    });
    expect(problems).toEqual([
      'data[0].spans[0].startTime: found "noon", expected microseconds. It is taken as 0.',
      'data[0].spans[0].tags[0]: found string many, expected the type int64.',
      'data[0].spans[0].tags[1]: expected an object. It is left out.',
      'data[0].spans[0].operationName: found the number 5, expected a string.',
      'data[0].spans[0].logs: expected a list. It is left out.',
      'data[0].spans[0].processID: found "p9", expected one of the trace’s processes.',
    ]);
  });
});

describe('a span written as Jaeger’s JSON and read again', () => {
  test('is what it was, as far as that JSON can hold it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitrarySpan({ traceId: fc.constant(traceIdOf(1)) }), { minLength: 1, maxLength: 4 }),
        async (spans) => {
          const { found, problems } = await read({ data: [traceV1(spans, true)] });
          expect(found).toEqual(spans.map(asJaegerHasIt));
          expect(problems.filter((problem) => !problem.includes('zeros'))).toEqual([]);
        },
      ),
    );
  });

  test('shares its scope and its resource with others', async () => {
    const { found } = await read(traceV1([someSpan(), someSpan({ spanId: spanIdOf(2) })], true));
    expect(found[1]?.scope).toBe(found[0]?.scope);
    expect(found[1]?.resource).toBe(found[0]?.resource);
  });
});

/** Says in code what `read-jaeger.ts` says in words. */
function asJaegerHasIt(span: Span): Span {
  const micros = (nanos: bigint): bigint => BigInt.asIntN(64, nanos) / 1000n;
  const start = rounded(BigInt.asUintN(64, micros(span.startTimeUnixNano)));
  const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);
  const max = 2n ** 63n - 1n;
  const lasted = int64(span.endTimeUnixNano) - int64(span.startTimeUnixNano);
  const duration = lasted <= 0n ? 0n : rounded((lasted > max ? max : lasted) / 1000n);
  return {
    ...span,
    flags: 0,
    startTimeUnixNano: start,
    endTimeUnixNano: BigInt.asUintN(64, start + duration),
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    attributes: span.attributes.map(asTag),
    events: span.events.map((event) => ({
      ...event,
      timeUnixNano: rounded(BigInt.asUintN(64, micros(event.timeUnixNano))),
      attributes: event.attributes.map(asTag),
    })),
    links: span.links.map((link) => ({ ...link, traceState: '', attributes: [] })),
    scope: { ...span.scope, attributes: [] },
    resource: {
      attributes: [{ key: 'service.name', value: serviceOf(span) }, ...span.resource.attributes.map(asTag)],
    },
  };
}

/** Jaeger's JSON has no exact integers of more than 53 bits. */
function rounded(micros: bigint): bigint {
  return BigInt.asUintN(64, BigInt.asIntN(64, BigInt(String(Number(micros)))) * 1000n);
}

function serviceOf(_span: Span): string {
  return 'missing-service-name';
}

function asTag({ key, value }: Attributes[number]): Attributes[number] {
  const isPlain = value !== null && (typeof value !== 'object' || value instanceof Uint8Array);
  return { key, value: isPlain ? value : attributeText(value) };
}
