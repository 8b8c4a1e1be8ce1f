/** Spans to look at in detail: `?scene=lesson`. */
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { webShopTrace } from '../../../../src/explorer/example/web-shop.ts';
import { evilSpans, fourSpans, lessonServices, linkedTraces, oddSpans } from '../harness/lesson-spans.ts';
import { attributes, dayStart, makeSpan } from '../harness/make-span.ts';

export interface SpanScene {
  spans: () => Span[];
  services: readonly string[];
  /** Shown first. */
  spanId: string;
  sources?: Readonly<Record<string, SourceLocation>>;
}

const scene = (spans: () => Span[], spanId: string, services = lessonServices): SpanScene => ({
  spans,
  spanId,
  services,
});

/** A slow query as older and newer instrumentations would describe it, and one who says everything. */
function querySpans(): Span[] {
  const traceId = 'dbdb'.repeat(8);
  const caller = makeSpan({
    traceId,
    service: 'grocery-store',
    name: 'POST /orders',
    spanId: '1111222233334444',
    kind: 'SERVER',
    at: 0,
    takes: 90,
    attributes: {
      'http.method': 'POST',
      'http.status_code': 500n,
      'http.url': 'https://store.example/orders',
    },
    error: 'could not store the order',
    events: [
      {
        name: 'exception',
        timeUnixNano: dayStart + 81_000_000n,
        attributes: attributes({
          'exception.type': 'TimeoutError',
          'exception.message': 'no answer from the database within 80 ms',
          'exception.stacktrace': 'TimeoutError: no answer from the database\n    at save (orders.ts:31:9)',
        }),
      },
    ],
  });
  const query = makeSpan({
    traceId,
    service: 'grocery-store',
    name: 'INSERT orders',
    spanId: '5555666677778888',
    parentSpanId: '1111222233334444',
    kind: 'CLIENT',
    at: 1,
    takes: 88,
    attributes: {
      'db.system': 'postgresql',
      'db.statement': 'INSERT INTO orders (shopper, total) VALUES ($1, $2)',
      'db.system.name': 'postgresql',
      'server.address': 'db.store.example',
      'server.port': 5432n,
      'http.request.header.x-shopper': ['Ada'],
      'store.till': 3n,
    },
  });
  return [query, caller];
}

/** More of everything than anybody reads. */
function largeSpans(): Span[] {
  const many = Array.from({ length: 10_000 }, (_, index) => [`basket.item.${index}`, `apple ${index}`]);
  const traceId = '1a'.repeat(16);
  return [
    makeSpan({
      traceId,
      service: 'grocery-store',
      name: 'stock-taking',
      spanId: 'aaaabbbbccccdddd',
      at: 0,
      takes: 1_000,
      attributes: { 'stock.list': 'a line of the list\n'.repeat(55_000), ...Object.fromEntries(many) },
      events: Array.from({ length: 2_000 }, (_, index) => ({
        name: `shelf ${index}`,
        timeUnixNano: dayStart + BigInt(index) * 500_000n,
        attributes: [],
      })),
      links: Array.from({ length: 500 }, (_, index) => ({
        traceId: 'ee'.repeat(16),
        spanId: index.toString(16).padStart(16, 'e'),
        traceState: '',
        attributes: [],
      })),
    }),
  ];
}

const slowQuery =
  [...webShopTrace()].find((span) => span.name === 'UPDATE levels' && span.status.code === 'ERROR')?.spanId ??
  '';

export const scenes: Readonly<Record<string, SpanScene>> = {
  lesson: {
    ...scene(fourSpans, 'd4cda95b652f4a15'),
    sources: { d4cda95b652f4a15: { file: 'store.ts', line: 12, column: 3 } },
  },
  linked: scene(linkedTraces, 'feedfacefeedface'),
  odd: scene(oddSpans, '3333333333333333'),
  query: scene(querySpans, '5555666677778888'),
  large: scene(largeSpans, 'aaaabbbbccccdddd'),
  // The slow one of many like it.
  shop: scene(() => [...webShopTrace()], slowQuery),
  evil: scene(evilSpans, evilSpans()[0]?.spanId ?? ''),
};
