import { describe, expect, test } from 'vitest';
import type { Backend } from '../../sandbox/network/backend.ts';
import { createNetwork, type Outcome } from '../../sandbox/network/network.ts';
import { type Lab, labSchema } from '../../sandbox/schemas/lab.ts';
import type { Exchange } from '../../sandbox/schemas/run-event.ts';
import { fakeClock } from '../support/fake-clock.ts';

type Routes = Partial<Lab['network'][number]>[];

/** A lab with a store and a shopper; the store answers `welcome` on port 5000 unless told otherwise. */
function setUp(network: Routes = [], options: { answers?: boolean; backends?: Backend[] } = {}) {
  const clock = fakeClock();
  const lab = labSchema.parse({
    services: [
      { name: 'store', entry: 'store.ts' },
      { name: 'shopper', entry: 'shopper.ts' },
    ],
    network,
  });
  const exchanges: Exchange[] = [];
  const delivered: { service: string; id: number }[] = [];
  const withdrawn: number[] = [];
  const net = createNetwork(lab, options.backends ?? [], {
    ...clock,
    deliver: ({ service }, id) => {
      delivered.push({ service, id });
      if (options.answers === false) return;
      net.respond(service, id, {
        status: 200,
        statusText: '',
        headers: [],
        body: new TextEncoder().encode('welcome'),
      });
    },
    withdraw: (_, id) => withdrawn.push(id),
    exchanged: (exchange) => exchanges.push(exchange),
  });
  net.listen('store', 1, 5000, '::');
  const outcomes: Outcome[] = [];
  const ask = (
    url = 'http://localhost:5000/',
    parts: { headers?: [string, string][]; method?: string } = {},
  ) =>
    net.send('shopper', { method: 'GET', headers: [], url, ...parts }, (outcome) => outcomes.push(outcome));
  return { clock, net, ask, outcomes, exchanges, delivered, withdrawn };
}

const failureOf = (outcome: Outcome | undefined) =>
  outcome !== undefined && 'failure' in outcome ? outcome.failure.message : undefined;
const statusOf = (outcome: Outcome | undefined) =>
  outcome !== undefined && 'response' in outcome ? outcome.response.status : undefined;

describe('names and ports', () => {
  test('a request reaches who listens, and is logged with what crossed', () => {
    const { ask, outcomes, exchanges } = setUp();
    ask('http://localhost:5000/bread?n=1');
    expect(statusOf(outcomes[0])).toBe(200);
    expect(exchanges).toEqual([
      {
        id: 'x1',
        from: 'shopper',
        to: 'store',
        method: 'GET',
        url: 'http://localhost:5000/bread?n=1',
        requestHeaders: [
          ['host', 'localhost:5000'],
          ['accept', '*/*'],
          ['user-agent', 'node'],
        ],
        response: {
          status: 200,
          statusText: 'OK',
          headers: [['content-length', '7']],
          body: { bytes: new TextEncoder().encode('welcome') },
        },
        startedAtMs: 0,
        endedAtMs: 0,
      },
    ]);
  });

  test.each([
    ['http://127.0.0.1:5000/', undefined],
    ['http://[::1]:5000/', undefined],
    ['http://store:5000/', undefined],
    ['http://shopper:5000/', 'connect ECONNREFUSED 127.0.0.1:5000'],
    ['http://localhost:5001/', 'connect ECONNREFUSED 127.0.0.1:5001'],
    ['http://localhost/', 'connect ECONNREFUSED 127.0.0.1:80'],
    ['http://bakery:5000/', 'getaddrinfo ENOTFOUND bakery'],
    ['https://localhost:5000/', 'write EPROTO: SSL routines:ssl3_get_record:wrong version number'],
    ['jaeger:16686', 'unknown scheme'],
  ])('%s ends with %s', (url, failure) => {
    const { ask, outcomes } = setUp();
    ask(url);
    expect(failureOf(outcomes[0])).toBe(failure);
  });

  test('a port is taken once, and is free again when closed', () => {
    const { net } = setUp();
    expect(net.listen('shopper', 1, 5000, '::')).toMatchObject({
      code: 'EADDRINUSE',
      message: 'listen EADDRINUSE: address already in use :::5000',
    });
    net.close('store', 1);
    expect(net.listen('shopper', 1, 5000, '::')).toEqual({ port: 5000 });
  });

  test('port 0 takes a free one, and ports are not without number', () => {
    const { net } = setUp();
    expect(net.listen('shopper', 1, 0, '::')).toEqual({ port: 49_152 });
    expect(net.listen('shopper', 2, 0, '::')).toEqual({ port: 49_153 });
    for (let server = 3; server <= 32; server += 1) net.listen('shopper', server, 0, '::');
    expect(net.listen('shopper', 33, 0, '::')).toMatchObject({ code: 'EMFILE' });
  });

  test('a backend answers on its own ports, as itself and as localhost, and keeps them', () => {
    const backend: Backend = {
      name: 'jaeger',
      ports: new Map([[4318, 'http']]),
      apart: false,
      answer: () => new Promise(() => undefined),
    };
    const { net, ask } = setUp([], { backends: [backend] });
    ask('http://jaeger:4318/');
    ask('http://localhost:4318/');
    expect(net.open()).toBe(2);
    ask('http://store:4318/');
    expect(net.open()).toBe(2);
    expect(net.listen('store', 2, 4318, '::')).toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('routes', () => {
  test('latency holds the request back for as long', () => {
    const { clock, ask, outcomes, exchanges } = setUp([{ path: '/', latencyMs: 250 }]);
    ask();
    clock.advance(249);
    expect(outcomes).toEqual([]);
    clock.advance(1);
    expect(statusOf(outcomes[0])).toBe(200);
    expect(exchanges[0]).toMatchObject({ startedAtMs: 0, endedAtMs: 250 });
  });

  test('refuse delivers nothing, reset delivers and breaks', () => {
    const { ask, outcomes, delivered } = setUp(
      [
        { path: '/refuse', fault: 'refuse' },
        { path: '/reset', fault: 'reset' },
      ],
      { answers: false },
    );
    ask('http://localhost:5000/refuse');
    expect(delivered).toHaveLength(0);
    ask('http://localhost:5000/reset');
    expect(delivered).toHaveLength(1);
    expect(outcomes.map(failureOf)).toEqual(['connect ECONNREFUSED 127.0.0.1:5000', 'read ECONNRESET']);
  });

  test('a status answers without asking the service', () => {
    const { ask, outcomes, delivered } = setUp([{ method: 'post', status: 503 }]);
    ask('http://localhost:5000/', { method: 'POST' });
    expect(statusOf(outcomes[0])).toBe(503);
    expect(delivered).toEqual([]);
    ask();
    expect(statusOf(outcomes[1])).toBe(200);
  });

  test('headers are dropped on the way, by any spelling', () => {
    const { ask, exchanges } = setUp([{ host: 'localhost:5000', dropHeaders: ['TraceParent'] }]);
    ask('http://store:5000/', {
      headers: [
        ['traceparent', 'x'],
        ['Kept', 'y'],
      ],
    });
    const names = exchanges[0]?.requestHeaders.map(([name]) => name);
    expect(names).toContain('kept');
    expect(names).not.toContain('traceparent');
  });

  test('the first route that matches is used; host and port must both fit', () => {
    const { ask, outcomes } = setUp([
      { host: 'localhost:5001', status: 500 },
      { path: '/api/*', status: 201 },
      { status: 202 },
    ]);
    ask('http://localhost:5000/api/x');
    ask('http://localhost:5000/other');
    expect(outcomes.map(statusOf)).toEqual([201, 202]);
  });
});

describe('what goes wrong on the way', () => {
  test('a request taken back is logged as that, and a late answer counts for nothing', () => {
    const { net, ask, outcomes, exchanges, delivered, withdrawn } = setUp([], { answers: false });
    const takeBack = ask();
    takeBack();
    takeBack();
    expect(withdrawn).toEqual([1]);
    net.respond('store', delivered[0]?.id ?? 0, { status: 200, statusText: '', headers: [] });
    expect(outcomes).toEqual([]);
    expect(exchanges.map(({ failure }) => failure)).toEqual(['the program took the request back']);
  });

  test('nobody can answer a request that another service was handed', () => {
    const { net, ask, outcomes, delivered } = setUp([], { answers: false });
    ask();
    net.respond('shopper', delivered[0]?.id ?? 0, { status: 200, statusText: '', headers: [] });
    expect(outcomes).toEqual([]);
    expect(net.open('shopper')).toBe(1);
  });

  test('when a service is gone its requests break and its port is closed', () => {
    const { net, ask, outcomes } = setUp([], { answers: false });
    ask();
    net.remove('store');
    ask();
    expect(outcomes.map(failureOf)).toEqual(['read ECONNRESET', 'connect ECONNREFUSED 127.0.0.1:5000']);
  });

  test('when the network is gone every request breaks, whether it has arrived or is on its way', () => {
    const { net, clock, ask, outcomes, exchanges, delivered } = setUp([{ path: '/late', latencyMs: 250 }], {
      answers: false,
    });
    ask();
    ask('http://localhost:5000/late');
    net.end();
    clock.advance(250);
    expect(outcomes.map(failureOf)).toEqual(['read ECONNRESET', 'read ECONNRESET']);
    expect(exchanges).toHaveLength(2);
    expect(delivered).toHaveLength(1);
    expect(net.open()).toBe(0);
  });

  test('a status that HTTP does not have becomes a bad gateway', () => {
    const { net, ask, outcomes, delivered } = setUp([], { answers: false });
    ask();
    net.respond('store', delivered[0]?.id ?? 0, { status: 999, statusText: '', headers: [] });
    expect(statusOf(outcomes[0])).toBe(502);
  });

  test('a large body is logged only in part, and it is said how large it was', () => {
    const { net, ask, exchanges, delivered } = setUp([], { answers: false });
    ask();
    const body = new Uint8Array(1_000_000);
    net.respond('store', delivered[0]?.id ?? 0, { status: 200, statusText: '', headers: [], body });
    expect(exchanges[0]?.response?.body).toMatchObject({ truncatedFrom: 1_000_000 });
    expect(exchanges[0]?.response?.body?.bytes.byteLength).toBe(256_000);
  });
});
