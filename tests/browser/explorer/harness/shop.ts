/** A web shop's trace of any size: services call services, some of them slow, some of them failing. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { attributes, dayStart, makeSpan } from './make-span.ts';
import { type Random, seededRandom } from './random.ts';

const routes: Readonly<Record<string, readonly [string, ...string[]]>> = {
  storefront: ['GET /', 'GET /basket', 'POST /checkout', 'GET /products/{id}'],
  catalogue: ['GET /products', 'GET /products/{id}', 'GET /search'],
  pricing: ['POST /quote', 'GET /discounts'],
  basket: ['GET /basket/{id}', 'PUT /basket/{id}'],
  stock: ['GET /levels/{sku}', 'POST /reserve'],
  payments: ['POST /charge', 'POST /refund'],
  mailer: ['POST /send'],
};
const work: readonly [string, ...string[]] = [
  'SELECT products',
  'read cache',
  'render template',
  'apply discounts',
  'check address',
  'INSERT orders',
  'sign token',
];
const called = Object.keys(routes).slice(1) as [string, ...string[]];
export const shopServices = ['shopper', ...Object.keys(routes)];

/** `count` spans of one trace, in the order an exporter would send them: children first. */
export function shopTrace(seed: number, count: number): Span[] {
  const random = seededRandom(seed);
  const traceId = random.hex(32);
  const spans: Span[] = [];
  const left = { spans: count };
  const total = 40 + count * 2.5;
  visit({ service: 'shopper', name: 'go shopping', parentSpanId: '', at: seed, takes: total, depth: 0 });
  return spans.reverse();

  function visit(step: Step): void {
    left.spans -= 1;
    const spanId = random.hex(16);
    const calls = spans.length === 0 ? Number.POSITIVE_INFINITY : 1 + random.below(5);
    const failed = random.next() < 0.02 && step.depth > 1;
    spans.push(shopSpan(random, { ...step, traceId, spanId, failed }));
    let at = step.at + step.takes * 0.03;
    const end = step.at + step.takes * 0.97;
    for (let call = 0; call < calls && left.spans > 0 && at < end; call++) {
      const takes = Math.min(end - at, (step.takes / Math.min(calls, 60)) * (0.3 + random.next() * 0.65));
      const remote = step.depth < 8 && random.next() < 0.55 && left.spans > 1;
      const next = { parentSpanId: spanId, at, takes, depth: step.depth + 1 };
      if (remote) remoteCall(step.service, next);
      else visit({ ...next, service: step.service, name: random.pick(work) });
      at += takes * (0.4 + random.next() * 0.7);
    }
  }

  /** The CLIENT span of the caller and the SERVER span it causes. */
  function remoteCall(from: string, step: Omit<Step, 'service' | 'name'>): void {
    const service = from === 'shopper' ? 'storefront' : random.pick(called);
    const name = random.pick(routes[service] ?? ['GET /']);
    const spanId = random.hex(16);
    left.spans -= 1;
    spans.push(
      shopSpan(random, {
        ...step,
        service: from,
        name: name.split(' ')[0] ?? 'GET',
        kind: 'CLIENT',
        traceId,
        spanId,
      }),
    );
    visit({
      service,
      name,
      kind: 'SERVER',
      parentSpanId: spanId,
      at: step.at + step.takes * 0.06,
      takes: step.takes * 0.88,
      depth: step.depth + 1,
    });
  }
}

interface Step {
  service: string;
  name: string;
  kind?: Span['kind'];
  parentSpanId: string;
  at: number;
  takes: number;
  depth: number;
}

function shopSpan(random: Random, step: Step & { traceId: string; spanId: string; failed?: boolean }): Span {
  const { depth, failed = false, ...rest } = step;
  const http = rest.kind === 'CLIENT' || rest.kind === 'SERVER';
  return makeSpan({
    ...rest,
    ...(failed && { error: 'connection to the shelf was reset' }),
    attributes: http
      ? {
          'http.request.method': rest.name.split(' ')[0] ?? 'GET',
          'url.full': `http://${rest.service}:8080${rest.name.split(' ')[1] ?? '/'}`,
          'http.response.status_code': failed ? 500n : 200n,
          'server.port': 8080n,
        }
      : {
          'code.function.name': rest.name.replaceAll(' ', '_'),
          'app.depth': BigInt(depth),
          'app.warm': random.next() > 0.5,
        },
    events: failed
      ? [
          {
            name: 'exception',
            timeUnixNano: dayStart + BigInt(Math.round((rest.at + rest.takes * 0.7) * 1e6)),
            attributes: attributes({
              'exception.type': 'ShelfError',
              'exception.message': 'connection to the shelf was reset',
              'exception.stacktrace':
                'ShelfError: connection to the shelf was reset\n    at reach (store.ts:31:11)\n    at handler (store.ts:18:3)',
            }),
          },
        ]
      : [],
  });
}
