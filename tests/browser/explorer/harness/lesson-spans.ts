/** The four spans of the lesson on instrumentation libraries, and traces that are odd on purpose. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { attributes, dayStart, makeSpan, type SpanInput } from './make-span.ts';

export const lessonServices = ['shopper', 'grocery-store'];

const visitTrace = '5b8efff798038103d269b633813fc60c';

/** manual → CLIENT → SERVER → manual. */
export function fourSpans(): Span[] {
  const span = (input: SpanInput): Span => makeSpan({ traceId: visitTrace, ...input });
  return [
    span({
      service: 'grocery-store',
      name: 'welcome message',
      spanId: 'd4cda95b652f4a15',
      parentSpanId: 'c3b4a59687f0e1d2',
      at: 5.4,
      takes: 2.9,
      attributes: { 'store.greeting': 'Welcome to the grocery store', 'store.shelves': 12n },
      events: [
        {
          name: 'shelf reached',
          timeUnixNano: dayStart + 6_700_000n,
          attributes: attributes({ 'shelf.name': 'bread', 'shelf.full': true, 'shelf.load': 0.75 }),
        },
      ],
    }),
    span({
      service: 'grocery-store',
      name: 'GET /',
      spanId: 'c3b4a59687f0e1d2',
      parentSpanId: 'b7ad6b7169203331',
      kind: 'SERVER',
      flags: 0x301,
      at: 4.6,
      takes: 4.3,
      attributes: { 'http.request.method': 'GET', 'http.route': '/', 'http.response.status_code': 200n },
    }),
    span({
      service: 'shopper',
      name: 'GET',
      spanId: 'b7ad6b7169203331',
      parentSpanId: '00f067aa0ba902b7',
      kind: 'CLIENT',
      at: 2.1,
      takes: 9.2,
      attributes: {
        'http.request.method': 'GET',
        'url.full': 'http://localhost:5000/',
        'http.response.status_code': 200n,
        'server.address': 'localhost',
        'server.port': 5000n,
      },
    }),
    span({
      service: 'shopper',
      name: 'going to the grocery store',
      spanId: '00f067aa0ba902b7',
      at: 0,
      takes: 12.3,
      attributes: { 'shopper.list': ['bread', 'milk', 'apples'] },
    }),
  ];
}

/** Every kind of oddity, one trace. */
export function oddSpans(): Span[] {
  const traceId = '0dd0'.repeat(8);
  const span = (input: SpanInput): Span => makeSpan({ traceId, ...input });
  const id = (digit: string): string => digit.repeat(16);
  return [
    span({ service: 'shopper', name: 'visit', spanId: id('1'), at: 10, takes: 40 }),
    span({
      service: 'shopper',
      name: 'GET',
      spanId: id('2'),
      parentSpanId: id('1'),
      kind: 'CLIENT',
      at: 12,
      takes: 20,
    }),
    span({
      service: 'grocery-store',
      name: 'GET /skewed',
      spanId: id('3'),
      parentSpanId: id('2'),
      kind: 'SERVER',
      flags: 0x301,
      at: 4,
      takes: 14,
    }),
    span({ service: 'shopper', name: 'pay', spanId: id('4'), parentSpanId: id('1'), at: 38, takes: -6 }),
    span({
      service: 'grocery-store',
      name: 'orphan',
      spanId: id('5'),
      parentSpanId: id('f'),
      flags: 0x301,
      at: 20,
      takes: 9,
      error: '',
    }),
    span({ service: 'grocery-store', name: 'egg', spanId: id('6'), parentSpanId: id('7'), at: 22, takes: 3 }),
    span({ service: 'grocery-store', name: 'hen', spanId: id('7'), parentSpanId: id('6'), at: 21, takes: 6 }),
    span({ service: 'shopper', name: 'twin', spanId: id('8'), parentSpanId: id('1'), at: 30, takes: 4 }),
    span({ service: 'shopper', name: 'twin', spanId: id('8'), parentSpanId: id('1'), at: 31, takes: 4 }),
    span({
      service: 'shopper',
      name: 'child of a twin',
      spanId: id('9'),
      parentSpanId: id('8'),
      at: 31.5,
      takes: 1,
    }),
    span({
      service: 'shopper',
      name: 'never ended',
      spanId: id('a'),
      parentSpanId: id('1'),
      at: 33,
      takes: 1,
      endTimeUnixNano: 0n,
    }),
    span({ service: 'shopper', name: '', spanId: id('b'), parentSpanId: id('b'), at: 40, takes: 2 }),
  ];
}

/** Two traces joined by a link instead of a parent. */
export function linkedTraces(): Span[] {
  const link = {
    traceId: visitTrace,
    spanId: '00f067aa0ba902b7',
    traceState: 'shop=1',
    attributes: attributes({ 'link.why': 'the order it packs' }),
  };
  const elsewhere = { traceId: '99'.repeat(16), spanId: '77'.repeat(8), traceState: '', attributes: [] };
  return [
    ...fourSpans(),
    makeSpan({
      traceId: 'c0ffee00'.repeat(4),
      service: 'grocery-store',
      name: 'pack the order',
      kind: 'CONSUMER',
      spanId: 'feedfacefeedface',
      traceState: 'shop=00f067aa0ba902b7',
      at: 30,
      takes: 8,
      links: [link, elsewhere],
      error: 'out of paper bags',
      events: [
        {
          name: 'exception',
          timeUnixNano: dayStart + 36_500_000n,
          attributes: attributes({ 'exception.type': 'BagError', 'exception.message': 'out of paper bags' }),
        },
      ],
    }),
  ];
}

const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

/** Markup and script in every string a span can carry. */
export function evilSpans(): Span[] {
  const values = {
    [evil]: evil,
    'url.full': 'javascript:window.hacked=1',
    nested: { [evil]: [evil, new Uint8Array([1, 2])] },
  };
  return [
    {
      ...makeSpan({
        service: evil,
        name: evil,
        spanId: evil,
        traceId: evil,
        at: 0,
        takes: 5,
        traceState: evil,
        error: evil,
        attributes: values,
      }),
      events: [{ name: evil, timeUnixNano: dayStart + 1_000_000n, attributes: attributes(values) }],
      links: [{ traceId: evil, spanId: evil, traceState: evil, attributes: attributes(values) }],
      scope: { name: evil, version: evil, attributes: attributes(values) },
    },
  ];
}
