/** A web shop's trace of any size: services call services, some of them slow, some of them failing. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { attributes, dayStart, makeSpan } from './make-span.ts';
import { type Random, seededRandom } from './random.ts';

type Names = readonly [string, ...string[]];

const routes: Readonly<Record<string, Names>> = {
  storefront: ['GET /', 'GET /basket', 'POST /checkout', 'GET /products/{id}'],
  catalogue: ['GET /products', 'GET /products/{id}', 'GET /search'],
  pricing: ['POST /quote', 'GET /discounts'],
  basket: ['GET /basket/{id}', 'PUT /basket/{id}'],
  stock: ['GET /levels/{sku}', 'POST /reserve'],
  payments: ['POST /charge', 'POST /refund'],
  mailer: ['POST /send'],
};
const work: Names = [
  'SELECT products',
  'read cache',
  'render template',
  'apply discounts',
  'check address',
  'sign token',
];
const called: Names = ['catalogue', 'pricing', 'basket', 'stock', 'payments', 'mailer'];
export const shopServices = ['shopper', 'storefront', ...called];

interface Step {
  service: string;
  name: string;
  kind: Span['kind'];
  spanId: string;
  parentSpanId: string;
  /** Milliseconds. */
  at: number;
  takes: number;
  depth: number;
}

/** `count` spans of one trace, children before parents as an exporter sends them. */
export function shopTrace(seed: number, count: number): Span[] {
  const random = seededRandom(seed);
  const traceId = random.hex(32);
  const root: Step = {
    service: 'shopper',
    name: 'go shopping',
    kind: 'INTERNAL',
    spanId: random.hex(16),
    parentSpanId: '',
    at: seed * 50,
    takes: 40 + count * 2.5,
    depth: 0,
  };
  const steps = [root];
  // Breadth first, so that a trace of any size is as wide as it is deep.
  for (let at = 0; at < steps.length && steps.length < count; at++) {
    const step = steps[at];
    if (step === undefined) break;
    const children =
      step.depth === 0 ? 4 + Math.ceil(count / 60) : random.below(5) + (steps.length - at < 3 ? 2 : 0);
    steps.push(...childrenOf(random, step, step.depth > 9 ? 0 : children).slice(0, count - steps.length));
  }
  return steps.map((step) => shopSpan(random, traceId, step)).reverse();
}

/** Mostly one after the other, now and then side by side. A CLIENT span has the one SERVER span it causes. */
function childrenOf(random: Random, parent: Step, count: number): Step[] {
  const base = { parentSpanId: parent.spanId, depth: parent.depth + 1 };
  if (parent.kind === 'CLIENT') {
    const service = parent.service === 'shopper' ? 'storefront' : random.pick(called);
    const name = random.pick(routes[service] ?? work);
    const [at, takes] = [parent.at + parent.takes * 0.07, parent.takes * (0.7 + random.next() * 0.2)];
    return [{ ...base, service, name, kind: 'SERVER', spanId: random.hex(16), at, takes }];
  }
  const share = (parent.takes * 0.94) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => {
    const remote = random.next() < 0.6;
    const together = random.next() < 0.2 ? -share * 0.5 : 0;
    return {
      ...base,
      service: parent.service,
      name: remote ? random.pick(['GET', 'POST', 'PUT']) : random.pick(work),
      kind: remote ? 'CLIENT' : 'INTERNAL',
      spanId: random.hex(16),
      at: Math.max(parent.at, parent.at + parent.takes * 0.03 + index * share + together),
      takes: share * (0.35 + random.next() * 0.6),
    };
  });
}

function shopSpan(random: Random, traceId: string, { depth, ...step }: Step): Span {
  const failed = depth > 2 && random.next() < 0.03;
  const message = 'connection to the shelf was reset';
  const http = step.kind === 'CLIENT' || step.kind === 'SERVER';
  return makeSpan({
    ...step,
    traceId,
    ...(failed && { error: message }),
    attributes: http
      ? {
          'http.request.method': step.name.split(' ')[0] ?? 'GET',
          'url.full': `http://${step.service}:8080${step.name.split(' ')[1] ?? '/'}`,
          'http.response.status_code': failed ? 500n : 200n,
          'server.port': 8080n,
        }
      : {
          'code.function.name': step.name.replaceAll(' ', '_'),
          'app.depth': BigInt(depth),
          'app.warm': depth > 4,
        },
    events: failed
      ? [
          {
            name: 'exception',
            timeUnixNano: dayStart + BigInt(Math.round((step.at + step.takes * 0.7) * 1e6)),
            attributes: attributes({
              'exception.type': 'ShelfError',
              'exception.message': message,
              'exception.stacktrace': `ShelfError: ${message}\n    at reach (store.ts:31:11)\n    at handler (store.ts:18:3)`,
            }),
          },
        ]
      : [],
  });
}
