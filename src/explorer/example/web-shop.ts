/** An order in a web shop, to try the explorer with: ten services, and some things that go wrong in it. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { buildTrace, type Running, type Work } from './trace-builder.ts';

const items = 36;

/** The same spans each time: one trace of more than 300. */
export function webShopTrace(): Span[] {
  return buildTrace(
    {
      traceId: '5ba1e9c0de7f4a2b8c3d6e5f40718293',
      startUnixNano: 1_795_255_200_000_000_000n,
      // The warehouse's clock is a little behind.
      clocks: { warehouse: -2_400 },
    },
    {
      service: 'browser',
      name: 'place order',
      attributes: { 'url.path': '/checkout', 'app.items': BigInt(items) },
    },
    (order) => {
      const shown = calls(order, 'browser', 'storefront', 'POST /checkout', 4_000, (checkout) =>
        checkOut(checkout, 9_000),
      );
      return order.child(
        { service: 'browser', name: 'show confirmation' },
        shown + 1_500,
        () => shown + 9_500,
      );
    },
  );
}

function checkOut(checkout: Running, from: number): number {
  let at = checkout.child({ service: 'storefront', name: 'validate form' }, from, () => from + 2_100);
  at = calls(checkout, 'storefront', 'basket', 'GET /basket/{id}', at + 300, (basket) =>
    queries(basket, 'basket', 'redis', 'HGETALL basket', at + 2_200, 1_400),
  );
  at = readProducts(checkout, at + 500);
  at = quote(checkout, at + 400);
  at = reserve(checkout, at + 600);
  at = charge(checkout, at + 500);
  const published = at + 900;
  checkout.child(
    {
      service: 'storefront',
      name: 'publish orders',
      kind: 'PRODUCER',
      attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' },
    },
    published,
    (message) => {
      packOrder(message, published + 14_000);
      sendReceipt(message, published + 9_000);
      return published + 1_300;
    },
  );
  return published + 3_200;
}

/** One request for each product, six at a time: the part of the trace that catches the eye. */
function readProducts(checkout: Running, from: number): number {
  const lanes = Array.from({ length: 6 }, () => from);
  for (let item = 0; item < items; item++) {
    const lane = lanes.indexOf(Math.min(...lanes));
    const at = lanes[lane] ?? from;
    const path = { 'url.path': `/products/${1_000 + item * 37}` };
    lanes[lane] =
      calls(
        checkout,
        'storefront',
        'catalogue',
        'GET /products/{id}',
        at,
        (product) => {
          const looked = queries(product, 'catalogue', 'redis', 'GET product', at + 900, 450);
          if (item % 4 === 1) return looked + 300;
          product.event('cache miss', looked, { 'app.product': BigInt(1_000 + item * 37) });
          return (
            queries(
              product,
              'catalogue',
              'postgresql',
              'SELECT products',
              looked + 200,
              2_600 + varies(item, 4_200),
            ) + 700
          );
        },
        path,
      ) + 250;
  }
  return Math.max(...lanes);
}

function quote(checkout: Running, from: number): number {
  return calls(checkout, 'storefront', 'pricing', 'POST /quote', from, (pricing) => {
    let at = queries(pricing, 'pricing', 'postgresql', 'SELECT discounts', from + 1_100, 3_300) + 200;
    for (let item = 0; item < items; item++) {
      const start = at;
      at = pricing.child({ service: 'pricing', name: 'price item' }, start, (price) => {
        const rules = 260 + varies(item, 300);
        price.child({ service: 'pricing', name: 'apply discounts' }, start + 60, () => start + 60 + rules);
        return start + rules + 140;
      });
    }
    return at + 500;
  });
}

/** One row after the other; one of them is locked by somebody else, and tried again. */
function reserve(checkout: Running, from: number): number {
  return calls(checkout, 'storefront', 'stock', 'POST /reservations', from, (stock) => {
    let at = from + 1_200;
    for (let item = 0; item < items; item++) {
      if (item === 17) {
        const locked = at;
        at = stock.child(query('stock', 'postgresql', 'UPDATE levels'), locked, (update) => {
          update.event('exception', locked + 24_900, {
            'exception.type': 'LockTimeout',
            'exception.message': 'row 1629 of "levels" is locked by another order',
          });
          update.fail('row 1629 of "levels" is locked by another order');
          return locked + 25_000;
        });
        stock.event('retry', at + 100, { 'app.attempt': 2n });
        at += 1_800;
      }
      at = queries(stock, 'stock', 'postgresql', 'UPDATE levels', at, 700 + varies(item, 500)) + 120;
    }
    return at + 300;
  });
}

function charge(checkout: Running, from: number): number {
  return calls(checkout, 'storefront', 'payments', 'POST /charges', from, (payments) => {
    let at = calls(payments, 'payments', 'fraud', 'POST /scores', from + 1_400, (fraud) => {
      let scored = queries(fraud, 'fraud', 'postgresql', 'SELECT customers', from + 3_200, 2_100);
      for (const rule of ['address', 'velocity', 'device', 'amount']) {
        const start = scored + 150;
        scored = fraud.child(
          { service: 'fraud', name: 'score rule', attributes: { 'app.rule': rule } },
          start,
          () => start + 1_100 + varies(rule.length, 900),
        );
      }
      return scored + 200;
    });
    at += 300;
    const refused = at;
    at = payments.child(bank(1n), refused, (attempt) => {
      attempt.event('exception', refused + 39_700, {
        'exception.type': 'GatewayTimeout',
        'exception.message': 'the bank did not answer within 40 ms',
      });
      attempt.fail('the bank did not answer within 40 ms');
      return refused + 40_000;
    });
    payments.event('retry', at + 50, { 'app.attempt': 2n });
    const again = at + 5_000;
    at = payments.child(bank(2n), again, () => again + 31_000);
    return queries(payments, 'payments', 'postgresql', 'INSERT charges', at + 400, 2_900) + 300;
  });
}

/** After the shopper has gone: it outlasts what started it. */
function packOrder(message: Running, from: number): void {
  message.child(consumer('warehouse', 'process orders', message), from, (pack) => {
    let at = from + 800;
    for (let item = 0; item < items; item++) {
      const start = at;
      at = pack.child({ service: 'warehouse', name: 'assign shelf' }, start, (shelf) => {
        const read = queries(
          shelf,
          'warehouse',
          'postgresql',
          'SELECT shelves',
          start + 80,
          900 + varies(item, 1_500),
        );
        return read + 150;
      });
    }
    return calls(pack, 'warehouse', 'stock', 'POST /pickings', at + 200, (stock) =>
      queries(stock, 'stock', 'postgresql', 'INSERT pickings', at + 1_500, 2_200),
    );
  });
}

function sendReceipt(message: Running, from: number): void {
  message.child(consumer('mailer', 'send receipt', message), from, (mail) => {
    const rendered = mail.child(
      { service: 'mailer', name: 'render template' },
      from + 400,
      () => from + 12_000,
    );
    return mail.child(
      {
        service: 'mailer',
        name: 'SMTP send',
        kind: 'CLIENT',
        attributes: { 'server.address': 'smtp.example' },
      },
      rendered + 200,
      () => rendered + 28_000,
    );
  });
}

/** A CLIENT span in one service, and the SERVER span it causes in another. `body` is the server's work. */
function calls(
  from: Running,
  service: string,
  callee: string,
  name: string,
  at: number,
  body: (server: Running) => number,
  more: Work['attributes'] = {},
): number {
  const [method = 'GET', route = '/'] = name.split(' ');
  const http = { 'http.request.method': method, 'server.address': `${callee}.shop.example`, ...more };
  return from.child(
    { service, name: method, kind: 'CLIENT', attributes: http },
    at,
    (client) =>
      client.child(
        {
          service: callee,
          name,
          kind: 'SERVER',
          attributes: { ...http, 'http.route': route, 'http.response.status_code': 200n },
        },
        at + 600,
        body,
      ) + 400,
  );
}

function queries(
  from: Running,
  service: string,
  system: string,
  name: string,
  at: number,
  takes: number,
): number {
  return from.child(query(service, system, name), at, () => at + takes);
}

function query(service: string, system: string, name: string): Work {
  return {
    service,
    name,
    kind: 'CLIENT',
    attributes: { 'db.system.name': system, 'db.query.summary': name },
  };
}

function bank(attempt: bigint): Work {
  return {
    service: 'payments',
    name: 'POST bank',
    kind: 'CLIENT',
    attributes: { 'http.request.method': 'POST', 'server.address': 'bank.example', 'app.attempt': attempt },
  };
}

function consumer(service: string, name: string, message: Running): Work {
  return {
    service,
    name,
    kind: 'CONSUMER',
    attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' },
    links: [message.span],
  };
}

/** Looks like chance, and is not. */
function varies(index: number, below: number): number {
  return (Math.imul(index + 1, 2_654_435_761) >>> 8) % below;
}
