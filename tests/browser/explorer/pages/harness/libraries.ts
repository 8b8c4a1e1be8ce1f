/** Libraries the pages are shown with, by name. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import {
  createMemoryLibrary,
  type MemoryLibrary,
} from '../../../../../src/explorer/library/memory-library.ts';
import { LibraryError, type TraceLibrary } from '../../../../../src/explorer/library/trace-library.ts';
import { makeSpan } from '../../harness/make-span.ts';
import { seededRandom } from '../../harness/random.ts';
import { shopTrace } from '../../harness/shop.ts';

/** Traces of a shop, from 3 to 300 spans, some seconds apart. */
function shopTraces(from: number, to: number): Span[] {
  return Array.from({ length: to - from }, (_, index) => {
    const seed = from + index + 1;
    const random = seededRandom(seed * 7919);
    const size = [4, 7, 12, 25, 60, 140, 300][random.below(7)] ?? 4;
    const later = BigInt(seed * 2_700 + random.below(1_800)) * 1_000_000n;
    const slower = BigInt(1 + (random.next() < 0.12 ? random.below(9) : 0));
    return shopTrace(seed, size).map((span) => ({
      ...span,
      startTimeUnixNano: span.startTimeUnixNano + later,
      endTimeUnixNano:
        span.startTimeUnixNano + later + (span.endTimeUnixNano - span.startTimeUnixNano) * slower,
    }));
  }).flat();
}

/** Thousands of traces of two spans. */
function manyTraces(count: number): Span[] {
  const random = seededRandom(5);
  return Array.from({ length: count }, (_, index) => {
    const traceId = random.hex(32);
    const at = index * 40 + random.below(30);
    const takes = 2 + random.next() ** 4 * 900;
    const root = { traceId, spanId: random.hex(16), service: 'storefront', name: 'GET /', at, takes };
    const child = { spanId: random.hex(16), parentSpanId: root.spanId, takes: takes / 2, at: at + takes / 4 };
    const failed = random.next() < 0.05 ? { error: 'no stock' } : {};
    return [
      makeSpan({ ...root, kind: 'SERVER' }),
      makeSpan({ traceId, ...child, ...failed, service: 'stock', name: 'POST /reserve', kind: 'SERVER' }),
    ];
  }).flat();
}

const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

function evilTraces(): Span[] {
  const make = (digit: string, name: string): Span[] => [
    makeSpan({ traceId: digit.repeat(32), service: script, name, spanId: '1'.repeat(16), at: 1, takes: 5 }),
    makeSpan({
      traceId: digit.repeat(32),
      service: 'a\u202eb',
      name: script,
      spanId: '2'.repeat(16),
      parentSpanId: '1'.repeat(16),
      at: 2,
      takes: 2,
      attributes: { [script]: script.repeat(20_000), other: digit },
    }),
  ];
  return [
    ...make('a', script),
    ...make('b', `${script}!`),
    ...make('c', ''),
    ...make('d', 'x'.repeat(5_000)),
  ];
}

/** A trace, and how it went another day: slower, with spans more and less, and with an error more. */
function pairOfTraces(size: number): Span[] {
  const before = shopTrace(11, size);
  const traceId = 'b'.repeat(32);
  const leaves = before.filter((span) => !before.some((each) => each.parentSpanId === span.spanId));
  const dropped = new Set(leaves.filter((_, index) => index % 9 === 2).map((span) => span.spanId));
  const after = before.flatMap((span, index): Span[] => {
    if (dropped.has(span.spanId)) return [];
    const slower = index % 11 === 4 ? 3n : 1n;
    const changed: Span = {
      ...span,
      traceId,
      endTimeUnixNano: span.startTimeUnixNano + (span.endTimeUnixNano - span.startTimeUnixNano) * slower,
      attributes: [
        ...span.attributes.map((each) =>
          each.key === 'http.response.status_code' && index % 13 === 5 ? { ...each, value: 503n } : each,
        ),
        ...(index % 7 === 0 ? [{ key: 'cache.hit', value: false }] : []),
      ],
      status: index % 13 === 5 ? { code: 'ERROR', message: 'no stock left' } : span.status,
    };
    const more = index % 17 === 6 ? [{ ...changed, spanId: `f${span.spanId.slice(1)}`, name: 'retry' }] : [];
    return [changed, ...more];
  });
  return [...before, ...after];
}

function holding(spans: readonly Span[]): MemoryLibrary {
  const library = createMemoryLibrary();
  library.add(spans);
  return library;
}

/** What a Jaeger can, and when it answers. */
function remote(library: TraceLibrary, answer: 'at once' | 'never' | 'with an error'): TraceLibrary {
  let asked = 0;
  return {
    abilities: { comparisons: false, backlinks: false, lookbackFrom: 'now' },
    services: (signal) => library.services(signal),
    operations: (service, signal) => library.operations(service, signal),
    open: (traceId, options) => library.open(traceId, options),
    dependencies: (query, signal) => library.dependencies(query, signal),
    subscribe: () => () => undefined,
    search: async (query, signal) => {
      asked += 1;
      document.body.dataset['searches'] = String(asked);
      if (answer === 'never') await new Promise(() => undefined);
      if (answer === 'with an error' && asked === 1)
        throw new LibraryError('The Jaeger at http://localhost:16686 did not answer: is it running?');
      return library.search(query, signal);
    },
  };
}

export const libraries: Readonly<Record<string, () => { library: TraceLibrary; memory: MemoryLibrary }>> = {
  shop: () => local(shopTraces(0, 60)),
  many: () => local(manyTraces(10_000)),
  evil: () => local(evilTraces()),
  pair: () => local(pairOfTraces(90)),
  'large-pair': () => local(pairOfTraces(5_000)),
  'same-pair': () =>
    local([...shopTrace(11, 40), ...shopTrace(11, 40).map((span) => ({ ...span, traceId: 'b'.repeat(32) }))]),
  none: () => local([]),
  jaeger: () => distant('at once'),
  silent: () => distant('never'),
  broken: () => distant('with an error'),
};

function local(spans: readonly Span[]): { library: TraceLibrary; memory: MemoryLibrary } {
  const memory = holding(spans);
  return { library: memory, memory };
}

function distant(answer: Parameters<typeof remote>[1]): { library: TraceLibrary; memory: MemoryLibrary } {
  const memory = holding(shopTraces(0, 12));
  return { library: remote(memory, answer), memory };
}

/** Traces that arrive while a page is on show. */
export function laterTraces(count: number): Span[] {
  return shopTraces(1000, 1000 + count);
}
