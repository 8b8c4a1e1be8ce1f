import { describe, expect, test } from 'vitest';
import { createLabNetwork } from '../../sandbox/lab/lab-network.ts';
import type { Backend, Outcome, Protocol } from '../../sandbox/network/backend.ts';
import { type Lab, labSchema } from '../../sandbox/schemas/lab.ts';
import type { Exchange } from '../../sandbox/schemas/run-event.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { fakeClock } from '../support/fake-clock.ts';

const grpcExport = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** A lab with a store, Jaeger and a Collector that answers everything with 200. */
function setUp({
  machine = 'own',
  routes = [],
}: {
  machine?: 'own' | 'shared';
  routes?: Partial<Lab['network'][number]>[];
} = {}) {
  const clock = fakeClock();
  const lab = labSchema.parse({
    services: [{ name: 'store', entry: 'store.ts' }],
    network: routes,
    backend: 'jaeger',
    collector: { machine },
  });
  const ports = new Map<number, Protocol>([
    [4317, 'http'],
    [4318, 'http'],
    [4319, 'http'],
  ]);
  const collector: Backend = {
    name: 'collector',
    ports,
    secure: new Set([4319]),
    apart: true,
    answer: async () => ({ response: { status: 200, statusText: '', headers: [] } }),
  };
  const exchanges: Exchange[] = [];
  let moves = 0;
  const on = createLabNetwork(
    lab,
    { store: createStore(), backendUp: true, backends: () => [collector] },
    {
      ...clock,
      deliver: ({ service }, id) =>
        on.network.respond(service, id, { status: 200, statusText: '', headers: [] }),
      withdraw: () => undefined,
      exchanged: (exchange) => exchanges.push(exchange),
      moved: () => {
        moves += 1;
      },
    },
  );
  const ask = async (
    from: string,
    url: string,
    protocol: Protocol = 'http',
    body?: Uint8Array<ArrayBuffer>,
  ) => {
    let outcome: Outcome | undefined;
    const request = { method: 'POST', url, headers: [], ...(body === undefined ? {} : { body }) };
    const takeBack = on.network.send(from, request, (found) => (outcome = found), protocol);
    for (let turn = 0; turn < 10 && outcome === undefined; turn += 1) await Promise.resolve();
    return { outcome, takeBack };
  };
  /** Who answered, or what went wrong. */
  const reached = async (from: string, url: string, protocol?: Protocol) => {
    const { outcome } = await ask(from, url, protocol);
    if (outcome !== undefined && 'failure' in outcome) return outcome.failure.message;
    return exchanges.at(-1)?.to;
  };
  return { ...on, clock, ports, exchanges, ask, reached, moves: () => moves };
}

describe('where an address leads', () => {
  const refused = (port: number) => `connect ECONNREFUSED 127.0.0.1:${port}`;
  test.each([
    ['store', 'http://localhost:4318/', 'collector'],
    ['store', 'http://collector:4318/', 'collector'],
    ['store', 'http://jaeger:4318/', 'jaeger'],
    ['store', 'http://localhost:16686/', 'jaeger'],
    ['store', 'http://collector:16686/', refused(16_686)],
    ['collector', 'http://localhost:4318/', 'jaeger'],
    ['collector', 'http://jaeger:4318/', 'jaeger'],
    ['collector', 'http://localhost:5000/', 'store'],
    ['collector', 'http://store:5000/', 'store'],
    ['collector', 'http://bakery:5000/', 'getaddrinfo ENOTFOUND bakery'],
  ])('from %s, %s leads to %s', async (from, url, to) => {
    const { network, reached } = setUp();
    network.listen('store', 1, 5000, '::');
    expect(await reached(from, url)).toBe(to);
  });

  test('a program that listens where the Collector does comes first on localhost', async () => {
    const { network, reached } = setUp();
    expect(network.listen('store', 1, 4317, '::')).toMatchObject({ code: 'EADDRINUSE' });
    expect(network.listen('store', 1, 6006, '::')).toEqual({ port: 6006 });
    expect(await reached('you', 'http://localhost:6006/')).toBe('store');
  });

  test('a Collector that does not listen leaves its published ports refused, and on a shared machine to Jaeger', async () => {
    const own = setUp();
    own.ports.clear();
    expect(await own.reached('store', 'http://localhost:4318/')).toBe(refused(4318));
    const shared = setUp({ machine: 'shared' });
    shared.ports.clear();
    expect(await shared.reached('store', 'http://localhost:4318/')).toBe('jaeger');
  });

  test('Jaeger that is down refuses, and is back when it is up', async () => {
    const { setBackendUp, reached, moves } = setUp();
    setBackendUp(false);
    expect(await reached('collector', 'http://jaeger:4318/')).toBe(refused(4318));
    expect(await reached('store', 'http://localhost:16686/')).toBe(refused(16_686));
    setBackendUp(true);
    expect(await reached('store', 'http://localhost:16686/')).toBe('jaeger');
    expect(moves()).toBe(2);
  });
});

describe('what is spoken on a port', () => {
  test('HTTP to a gRPC port ends as Node sees it', async () => {
    const { reached } = setUp();
    expect(await reached('store', 'http://jaeger:4317/v1/traces')).toBe(
      'Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/)',
    );
  });

  test('TLS to a port that speaks it ends at a certificate nobody trusts; to another as Node sees it', async () => {
    const { reached, ask } = setUp();
    const { outcome } = await ask('store', 'https://localhost:4319/v1/traces');
    expect(outcome).toMatchObject({ failure: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(await reached('store', 'https://collector:4319/')).toMatch(/^self-signed certificate/u);
    expect(await reached('store', 'https://localhost:4318/')).toMatch(/wrong version number$/u);
    expect(await reached('store', 'http://localhost:4319/')).toBe('collector');
  });

  test('gRPC is answered with a status of its own', async () => {
    const { ask, exchanges } = setUp();
    const { outcome } = await ask('collector', `http://jaeger:4317${grpcExport}`, 'grpc', new Uint8Array());
    expect(outcome).toMatchObject({ response: { status: 200 } });
    expect(exchanges[0]).toMatchObject({
      from: 'collector',
      to: 'jaeger',
      response: {
        headers: [
          ['content-type', 'application/grpc'],
          ['grpc-status', '0'],
        ],
      },
    });
    expect(exchanges[0]?.requestHeaders).toEqual([['host', 'jaeger:4317']]);
  });

  test.each([
    [
      '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
      '12',
      /^unknown service opentelemetry/u,
    ],
    [grpcExport.replace('Export', 'Import'), '12', /^unknown method Import for service/u],
    [grpcExport, '13', /^grpc: error unmarshalling request/u],
  ])('%s with nonsense in it is answered %s', async (path, code, message) => {
    const { ask } = setUp();
    const { outcome } = await ask(
      'collector',
      `http://jaeger:4317${path}`,
      'grpc',
      new Uint8Array([255, 255]),
    );
    const headers = outcome !== undefined && 'response' in outcome ? outcome.response.headers : [];
    const { 'grpc-status': found, 'grpc-message': said } = Object.fromEntries(headers);
    expect(found).toBe(code);
    expect(said).toMatch(message);
  });
});

describe('routes', () => {
  test('meet the Collector’s calls as they meet those of programs, in gRPC’s words', async () => {
    const { ask } = setUp({ routes: [{ host: 'jaeger:4317', status: 503 }] });
    const { outcome } = await ask('collector', `http://jaeger:4317${grpcExport}`, 'grpc');
    expect(outcome).toMatchObject({ response: { status: 503 } });
    expect(JSON.stringify(outcome)).toContain(
      '["grpc-status","14"],["grpc-message","unexpected HTTP status code received from server: 503 (Service Unavailable)"]',
    );
  });

  test('for one host leave the same port of another alone', async () => {
    const { reached } = setUp({ routes: [{ host: 'jaeger:4318', fault: 'refuse' }] });
    expect(await reached('store', 'http://localhost:4318/')).toBe('collector');
    expect(await reached('collector', 'http://jaeger:4318/')).toContain('ECONNREFUSED');
  });

  test('for localhost mean what programs find there', async () => {
    const { reached } = setUp({ routes: [{ host: 'localhost:4318', status: 418 }] });
    expect(await reached('store', 'http://collector:4318/')).toBeUndefined();
    expect(await reached('collector', 'http://jaeger:4318/')).toBe('jaeger');
  });
});

describe('what the Collector is told of its surroundings', () => {
  test('everything that listens, with what is spoken there, and all names', () => {
    const { network } = setUp();
    network.listen('store', 1, 5000, '::');
    expect(network.places('collector')).toEqual({
      at: {
        ...{ 'jaeger:4317': 'grpc', 'localhost:4317': 'grpc' },
        ...{ 'jaeger:4318': 'http', 'localhost:4318': 'http' },
        ...{ 'jaeger:16686': 'http', 'localhost:16686': 'http' },
        ...{ 'store:5000': 'http', 'localhost:5000': 'http' },
      },
      hosts: ['store', 'jaeger'],
      taken: [],
    });
    network.close('store', 1);
    expect(network.places('collector').at).not.toHaveProperty('store:5000');
  });

  test('nothing of a Jaeger that is down, or that the network lets nobody through to', () => {
    const down = setUp();
    down.setBackendUp(false);
    expect(down.network.places('collector')).toEqual({ at: {}, hosts: ['store', 'jaeger'], taken: [] });
    const shut = setUp({ routes: [{ host: 'jaeger:4317', fault: 'refuse' }] }).network.places('collector');
    expect(Object.keys(shut.at).filter((place) => place.endsWith(':4317'))).toEqual([]);
    const partly = setUp({ routes: [{ host: 'jaeger:4317', path: '/x', fault: 'refuse' }] });
    expect(partly.network.places('collector').at).toHaveProperty('jaeger:4317');
  });

  test('on a shared machine, which ports Jaeger has taken', () => {
    const { network, setBackendUp } = setUp({ machine: 'shared' });
    expect(network.places('collector').taken).toEqual([4317, 4318, 16_686]);
    setBackendUp(false);
    expect(network.places('collector').taken).toEqual([]);
  });
});

test('when the programs are gone the Collector talks on', async () => {
  const { network, ask, clock, exchanges } = setUp({ routes: [{ path: '/slow', latencyMs: 50 }] });
  await ask('collector', 'http://jaeger:4318/slow');
  await ask('store', 'http://jaeger:4318/slow');
  expect([network.open(), network.open('collector')]).toEqual([1, 1]);
  network.end();
  expect(exchanges.map(({ from, failure }) => [from, failure])).toEqual([
    ['store', 'fetch failed: read ECONNRESET'],
  ]);
  clock.advance(50);
  await expect.poll(() => exchanges.at(-1)).toMatchObject({ from: 'collector', response: { status: 404 } });
});
