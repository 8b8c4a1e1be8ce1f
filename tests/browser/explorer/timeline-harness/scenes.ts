/** Traces the timeline can be seen with, by name: `?scene=shop&theme=dark`. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { evilSpans, fourSpans, lessonServices, oddSpans } from '../harness/lesson-spans.ts';
import { dayStart, makeSpan } from '../harness/make-span.ts';
import { seededRandom } from '../harness/random.ts';
import { shopServices, shopTrace } from '../harness/shop.ts';

export interface TimelineScene {
  spans: () => Span[];
  services: readonly string[];
}

const shop = (count: number): TimelineScene => ({
  spans: () => shopTrace(11, count),
  services: shopServices,
});

export const scenes: Readonly<Record<string, TimelineScene>> = {
  lesson: { spans: fourSpans, services: lessonServices },
  odd: { spans: oddSpans, services: lessonServices },
  twice: { spans: () => [...fourSpans(), ...fourSpans()], services: lessonServices },
  'many-services': { spans: manyServices, services: [] },
  'end-of-time': { spans: endOfTime, services: lessonServices },
  evil: { spans: evilSpans, services: lessonServices },
  shop: shop(300),
  'shop-5k': shop(5_000),
  'shop-200k': shop(200_000),
  wide: { spans: () => wideTrace(2_000), services: shopServices },
  'wide-1k': { spans: () => wideTrace(1_000), services: shopServices },
  'wide-10k': { spans: () => wideTrace(10_000), services: shopServices },
  'wide-50k': { spans: () => wideTrace(50_000), services: shopServices },
  'wide-200k': { spans: () => wideTrace(200_000), services: shopServices },
  deep: { spans: () => deepTrace(2_000), services: shopServices },
};

/** One root with all the others below it, of all services, one after the other; now and then with two of its own. */
function wideTrace(count: number): Span[] {
  const random = seededRandom(3);
  const takes = count * 0.4;
  const root = makeSpan({ service: 'shopper', name: 'import everything', spanId: id(0), at: 0, takes });
  const spans = [root];
  for (let n = 1; n < count; n++) {
    const inner = n % 9 === 0 || n % 9 === 1;
    const at = Math.max(0, (n / count) * takes * 0.97 - (inner ? 0.2 : 0));
    const service = shopServices[n % shopServices.length] ?? 'shopper';
    const failed = random.next() < 0.01;
    spans.push(
      makeSpan({
        service,
        name: `${random.pick(['SELECT', 'INSERT', 'UPDATE'])} item ${n}`,
        spanId: id(n),
        parentSpanId: inner && n > 9 ? id(n - (n % 9) - 1) : id(0),
        at,
        takes: 0.3 + random.next() * takes * 0.01,
        attributes: { 'item.number': BigInt(n) },
        ...(failed && { error: 'no such item' }),
        ...(failed && {
          events: [
            {
              name: 'exception',
              timeUnixNano: dayStart + BigInt(Math.round((at + 0.1) * 1e6)),
              attributes: [],
            },
          ],
        }),
      }),
    );
  }
  return spans;
}

/** Times at the end of what 64 bits can hold, where tools write them: never, or almost 292 years from 1970. */
function endOfTime(): Span[] {
  const last = 2n ** 63n - 1n;
  const parentSpanId = id(0);
  return [
    makeSpan({ service: 'shopper', name: 'go shopping', spanId: id(0), at: 0, takes: 20 }),
    {
      ...makeSpan({ service: 'shopper', name: 'never ends', spanId: id(1), parentSpanId, at: 5, takes: 0 }),
      endTimeUnixNano: last,
    },
    {
      ...makeSpan({
        service: 'grocery-store',
        name: 'in 2255',
        spanId: id(2),
        parentSpanId,
        at: 5,
        takes: 0,
      }),
      startTimeUnixNano: 9_000_000_000_000_000_000n,
      endTimeUnixNano: 9_000_000_000_002_000_000n,
    },
  ];
}

/** Each span of another service. */
function manyServices(): Span[] {
  return Array.from({ length: 500 }, (_, n) =>
    makeSpan({ service: `service-${n}`, name: 'work', spanId: id(n), at: n, takes: 1 }),
  );
}

/** Each below the one before it. */
function deepTrace(count: number): Span[] {
  return Array.from({ length: count }, (_, n) =>
    makeSpan({
      service: shopServices[Math.floor(n / 5) % shopServices.length] ?? 'shopper',
      name: `level ${n + 1}`,
      spanId: id(n),
      parentSpanId: n === 0 ? '' : id(n - 1),
      at: n * 0.1,
      takes: (count - n) * 0.3,
    }),
  );
}

function id(n: number): string {
  return (n + 1).toString(16).padStart(16, '0');
}
