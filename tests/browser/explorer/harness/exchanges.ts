/** What crosses the wire in the lesson on instrumentation libraries, and things that go wrong there. */
import type { Body, Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { evilSpans, fourSpans } from './lesson-spans.ts';
import { seededRandom } from './random.ts';

export function text(body: string): Body {
  return { bytes: new TextEncoder().encode(body) };
}

const traceparent = '00-5b8efff798038103d269b633813fc60c-b7ad6b7169203331-01';

export function exchange(input: Partial<Exchange> & { id: string }): Exchange {
  return {
    from: 'shopper',
    to: 'grocery-store',
    method: 'GET',
    url: 'http://localhost:5000/',
    requestHeaders: [
      ['accept', '*/*'],
      ['traceparent', traceparent],
    ],
    response: {
      status: 200,
      statusText: 'OK',
      headers: [['content-type', 'text/plain;charset=UTF-8']],
      body: text('Welcome to the grocery store'),
    },
    startedAtMs: 2,
    endedAtMs: 11.2,
    ...input,
  };
}

const exportRequest = {
  to: 'jaeger',
  method: 'POST',
  url: 'http://localhost:4318/v1/traces',
  requestHeaders: [['content-type', 'application/json']] as [string, string][],
  response: {
    status: 200,
    statusText: 'OK',
    headers: [['content-type', 'application/json']] as [string, string][],
    body: text('{}'),
  },
};

function spansAsJson(service: string): Body {
  return text(
    JSON.stringify(
      encodeTracesJson(fourSpans().filter((each) => each.resource.attributes[0]?.value === service)),
    ),
  );
}

/** OTLP/protobuf of one span, “GET /” of grocery-store, written down byte by byte by the rules of protobuf. */
function spanAsProtobuf(): Body {
  const field = (number: number, bytes: readonly number[]): number[] => [
    (number << 3) | 2,
    bytes.length,
    ...bytes,
  ];
  const words = (value: string): number[] => [...new TextEncoder().encode(value)];
  const keyValue = (key: string, value: string): number[] => [
    ...field(1, words(key)),
    ...field(2, field(1, words(value))),
  ];
  const time = (byte: number): number[] => [0, 0, 0, byte, 0, 0, 0, 0x18];
  const span = [
    ...field(
      1,
      Array.from({ length: 16 }, (_, index) => index + 1),
    ),
    ...field(2, [8, 7, 6, 5, 4, 3, 2, 1]),
    ...field(5, words('GET /')),
    6 << 3,
    2,
    (7 << 3) | 1,
    ...time(0),
    (8 << 3) | 1,
    ...time(1),
    ...field(9, keyValue('http.route', '/')),
  ];
  const resource = field(1, keyValue('service.name', 'grocery-store'));
  return { bytes: new Uint8Array(field(1, [...field(1, resource), ...field(2, field(2, span))])) };
}

export function lessonExchanges(): Exchange[] {
  return [
    exchange({ id: 'visit' }),
    exchange({
      id: 'otlp-json',
      ...exportRequest,
      requestBody: spansAsJson('shopper'),
      startedAtMs: 12,
      endedAtMs: 13.4,
    }),
    exchange({
      id: 'otlp-protobuf',
      ...exportRequest,
      from: 'grocery-store',
      requestHeaders: [['content-type', 'application/x-protobuf']],
      requestBody: spanAsProtobuf(),
      startedAtMs: 13,
      endedAtMs: 14,
    }),
    exchange({
      id: 'json',
      from: 'you',
      url: 'http://localhost:5000/shelves?kind=bread',
      requestHeaders: [],
      response: {
        status: 404,
        statusText: 'Not Found',
        headers: [['content-type', 'application/json']],
        body: text('{"error":"no such shelf","shelves":["milk","apples"]}'),
      },
      startedAtMs: 20,
      endedAtMs: 21,
    }),
    refused(),
    exchange({
      id: 'cut',
      method: 'POST',
      url: 'http://localhost:5000/list',
      requestHeaders: [
        ['content-type', 'text/plain'],
        ['traceparent', '00-XYZ-1-01'],
      ],
      requestBody: { bytes: new TextEncoder().encode('bread\n'.repeat(40)), truncatedFrom: 1_200_000 },
      startedAtMs: 30,
      endedAtMs: 38,
    }),
  ];
}

function refused(): Exchange {
  const {
    to: _,
    response: __,
    ...rest
  } = exchange({
    id: 'refused',
    url: 'http://localhost:5001/',
    failure: 'TypeError: fetch failed (connect ECONNREFUSED localhost:5001)',
    startedAtMs: 25,
    endedAtMs: 26,
  });
  return rest;
}

const evil = '<img src=x onerror="window.hacked=1">';

export function evilExchanges(): Exchange[] {
  return [
    exchange({
      id: 'evil',
      from: evil,
      to: evil,
      method: evil,
      url: `http://localhost:4318/v1/traces?${evil}`,
      requestHeaders: [[evil, evil]],
      requestBody: text(evil),
      response: { status: 200, statusText: evil, headers: [['content-type', 'text/html']], body: text(evil) },
    }),
    exchange({
      id: 'evil-spans',
      ...exportRequest,
      requestBody: text(JSON.stringify(encodeTracesJson(evilSpans()))),
    }),
  ];
}

export function manyExchanges(count: number): Exchange[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, index) =>
    exchange({
      id: `e${index}`,
      url: `http://localhost:5000/visits/${index}`,
      startedAtMs: index,
      endedAtMs: index + random.next() * 20,
    }),
  );
}
