import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../sandbox/expect/parse.ts';
import { formatProblem } from '../../sandbox/expect/problem.ts';
import { parseDuration } from '../../sandbox/push/duration.ts';
import { makeSpans } from '../../sandbox/push/make-spans.ts';
import { bodyText, verdictOn } from '../../sandbox/push/otlp-answer.ts';
import { endpointOfEnvironment, tracesUrl } from '../../sandbox/push/otlp-request.ts';
import { type SpanFile, spanFileSchema } from '../../sandbox/push/span-file.ts';
import { parseAttribute } from '../../sandbox/push/typed-value.ts';
import { encodeExportResponse } from '../../sandbox/store/otlp/response.ts';

const now = 1_700_000_000_000_000_000n;

function make(file: SpanFile) {
  let last = 0;
  return makeSpans(file, {
    now,
    randomHex: (digits) => {
      last += 1;
      return String(last).padStart(digits, '0');
    },
  });
}

function makeYaml(text: string) {
  const parsed = parseYaml(spanFileSchema, { file: 'spans.yaml', text });
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return make(parsed.value);
}

describe('a length of time', () => {
  test.each([
    ['2000ms', 2_000_000_000n],
    ['2s', 2_000_000_000n],
    ['1.5', 1_500_000n],
    ['0.25us', 250n],
    ['-1h', -3_600_000_000_000n],
    ['+10ns', 10n],
  ])('%s', (text, nanos) => expect(parseDuration(text)).toBe(nanos));

  test.each(['', 'ms', '1 2s', '1e3s', '2 weeks', '--1s', '9'.repeat(40)])('is not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('of any whole number of nanoseconds is that number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (nanos) => {
        expect(parseDuration(`${nanos}ns`)).toBe(nanos);
      }),
    );
  });
});

describe('an attribute on one line', () => {
  test.each([
    ['a=b', { key: 'a', value: 'b' }],
    ['url=http://x/?q=1', { key: 'url', value: 'http://x/?q=1' }],
    ['count:int=9223372036854775807', { key: 'count', value: 2n ** 63n - 1n }],
    ['ratio:double=2', { key: 'ratio', value: 2 }],
    ['ok:bool=false', { key: 'ok', value: false }],
    ['raw:bytes=AQI=', { key: 'raw', value: new Uint8Array([1, 2]) }],
    ['ids:int[]=1, 2', { key: 'ids', value: [1n, 2n] }],
    ['none:string[]=', { key: 'none', value: [] }],
    ['k8s:pod=x', { key: 'k8s:pod', value: 'x' }],
    ['empty=', { key: 'empty', value: '' }],
  ])('%s', (text, pair) => expect(parseAttribute(text)).toEqual(pair));

  test.each([
    ['novalue', 'found "novalue", allowed: key=value or key:type=value'],
    ['n:int=1.5', 'found "1.5" for n, allowed: a whole number of 64 bits'],
    ['n:int=9223372036854775808', 'found "9223372036854775808" for n, allowed: a whole number of 64 bits'],
    ['n:bool=yes', 'found "yes" for n, allowed: true or false'],
  ])('refuses %s', (text, problem) => expect(parseAttribute(text)).toBe(problem));
});

describe('a file of spans', () => {
  test('says little, and makes a whole span', () => {
    const { spans, problems } = makeYaml('spans: [{ name: spanOne, service: serviceA, duration: 2000ms }]');
    expect(problems).toEqual([]);
    expect(spans).toMatchObject([
      {
        name: 'spanOne',
        kind: 'INTERNAL',
        parentSpanId: '',
        startTimeUnixNano: now - 2_000_000_000n,
        endTimeUnixNano: now,
        status: { code: 'UNSET', message: '' },
        resource: { attributes: [{ key: 'service.name', value: 'serviceA' }] },
      },
    ]);
  });

  test('says everything a span has', () => {
    const { spans } = makeYaml(`
spans:
  - name: charge
    service: till
    traceId: 4BF92F3577B34DA6A3CE929D0E0E4736
    spanId: 00f067aa0ba902b7
    parent: 00f067aa0ba902b6
    start: 2026-01-31T12:00:00.000000001+01:00
    duration: 1s
    shift: 1m
    kind: CLIENT
    status: { code: ERROR, message: sold out }
    traceState: vendor=1
    attributes: { text: a, whole: 3, part: 0.5, flag: true, list: [1, 2], exact: { double: 2 }, big: { int: "9007199254740993" } }
    resource: { host.name: h }
    scope: { name: by hand, version: "1" }
    events: [{ name: sold, at: 250ms, attributes: { left: 0 } }]
    links: [{ traceId: 4bf92f3577b34da6a3ce929d0e0e4737, spanId: 00f067aa0ba902b8, attributes: { why: retry } }]
`);
    const start = BigInt(Date.UTC(2026, 0, 31, 11, 1)) * 1_000_000n + 1n;
    expect(spans[0]).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      parentSpanId: '00f067aa0ba902b6',
      startTimeUnixNano: start,
      endTimeUnixNano: start + 1_000_000_000n,
      kind: 'CLIENT',
      status: { code: 'ERROR', message: 'sold out' },
      traceState: 'vendor=1',
      attributes: [
        { key: 'text', value: 'a' },
        { key: 'whole', value: 3n },
        { key: 'part', value: 0.5 },
        { key: 'flag', value: true },
        { key: 'list', value: [1n, 2n] },
        { key: 'exact', value: 2 },
        { key: 'big', value: 9007199254740993n },
      ],
      events: [
        { name: 'sold', timeUnixNano: start + 250_000_000n, attributes: [{ key: 'left', value: 0n }] },
      ],
      links: [{ traceId: '4bf92f3577b34da6a3ce929d0e0e4737', spanId: '00f067aa0ba902b8' }],
      resource: {
        attributes: [
          { key: 'service.name', value: 'till' },
          { key: 'host.name', value: 'h' },
        ],
      },
      scope: { name: 'by hand', version: '1' },
    });
  });

  test('puts children under parents by name, in one trace', () => {
    const { spans } = makeYaml(`
defaults: { service: shop }
spans:
  - { name: child, parent: top }
  - { name: top, as: top }
`);
    const [child, top] = spans;
    expect(child?.parentSpanId).toBe(top?.spanId);
    expect(child?.traceId).toBe(top?.traceId);
    expect(child?.resource).toBe(top?.resource);
  });

  test('takes spans that are each other’s parents, and makes one trace of them', () => {
    const { spans, problems } = makeYaml(
      'spans: [{ name: a, as: a, parent: b }, { name: b, as: b, parent: a }]',
    );
    expect(problems).toEqual([]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  });

  test('says which parent and which start cannot be', () => {
    const { problems } = makeYaml(
      'spans: [{ name: a, as: a }, { name: b, parent: c }, { name: c, start: soon }, { name: d, as: a }, { name: e, start: 0 , shift: -1s }]',
    );
    expect(problems.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'spans.3.as: found "a" twice, allowed: a name for one span',
      'spans.1.parent: found "c", allowed: "a", or a span id of 16 hexadecimal digits',
      expect.stringContaining('spans.2.start: found "soon", allowed: a time such as'),
      expect.stringContaining('spans.4.start: the span lies outside of what OTLP can say'),
    ]);
  });

  test.each([
    ['spans: []', 'spans.yaml:1:1 `spans`: found an empty list'],
    ['spans: [{ nam: x }]', 'did you mean `name`?'],
    ['spans: [{ name: x, kind: SERVR }]', 'did you mean SERVER?'],
    ['spans: [{ name: x, start: 1700000000000000000 }]', 'nanoseconds since 1970 in quotes'],
    ['spans: [{ name: x, duration: long }]', 'a length of time such as 250ms or 2s'],
    ['spans: [{ name: x, traceId: "00" }]', '32 hexadecimal digits'],
    ['spans: [{ name: x, attributes: { a: { int: 1.5 } } }]', '`a`'],
  ])('refuses %s with its line', (text, words) => {
    expect(() => makeYaml(text)).toThrow(words);
  });
});

describe('an endpoint', () => {
  test.each([
    ['http://localhost:4318', 'http://localhost:4318/v1/traces'],
    ['localhost:6006', 'http://localhost:6006/v1/traces'],
    ['https://x.example/otlp/v1/traces', 'https://x.example/otlp/v1/traces'],
    ['http://localhost:4318/', 'http://localhost:4318/v1/traces'],
  ])('%s', (endpoint, url) => expect(tracesUrl(endpoint)).toBe(url));

  test.each(['', 'ftp://x', 'http://', 'not a host:80'])('is not %j', (endpoint) => {
    expect(tracesUrl(endpoint)).toBeUndefined();
  });
});

test('the agreed variables name an endpoint, whole or as a base', () => {
  expect(endpointOfEnvironment({})).toBeUndefined();
  expect(endpointOfEnvironment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://h:4318/base/' })).toBe(
    'http://h:4318/base/v1/traces',
  );
  const both = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://h', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t/x' };
  expect(endpointOfEnvironment(both)).toBe('http://t/x');
});

describe('an answer', () => {
  const answer = (status: number, type: string, body: Uint8Array) =>
    verdictOn({ status, statusText: '', headers: [['content-type', type]], body }, 3);

  test.each(['application/json', 'application/x-protobuf'] as const)('that takes a part, in %s', (type) => {
    expect(answer(200, type, encodeExportResponse(type, 2, 'too old'))).toEqual({
      outcome: 'partly',
      rejected: 2,
      sentence: '2 of 3 spans were rejected, answer 200. It said: too old',
    });
    expect(answer(200, type, encodeExportResponse(type, 0, '')).outcome).toBe('accepted');
  });

  test('that refuses, or is nonsense', () => {
    expect(answer(503, 'text/plain', new Uint8Array()).outcome).toBe('refused');
    expect(answer(200, 'text/html', new TextEncoder().encode('<html>')).outcome).toBe('accepted');
    expect(answer(200, 'application/x-protobuf', new Uint8Array([255, 255])).outcome).toBe('accepted');
  });

  test('is shown as it was: text, or digits', () => {
    expect(bodyText(new TextEncoder().encode('{"ü":1}'))).toBe('{"ü":1}');
    expect(bodyText(new Uint8Array([0, 255]))).toBe('00 ff');
  });
});
