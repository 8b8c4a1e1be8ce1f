import { describe, expect, test, vi } from 'vitest';
import type { CollectorStarted } from '../../sandbox/collector/collector.ts';
import { createLabCollector } from '../../sandbox/lab/collector/lab-collector.ts';
import { createLabNetwork } from '../../sandbox/lab/lab-network.ts';
import type { CollectorView } from '../../sandbox/schemas/collector.ts';
import { labSchema } from '../../sandbox/schemas/lab.ts';
import type { Exchange } from '../../sandbox/schemas/run-event.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { type FakeHost, fakeHost, running } from './fake-collector.ts';

const lab = labSchema.parse({ services: [], backend: 'jaeger', collector: {} });
const files = (text: string) => ({ 'collector.yaml': text });
const grpcExport = 'http://jaeger:4317/opentelemetry.proto.collector.trace.v1.TraceService/Export';

function setUp() {
  const clock = fakeClock();
  const hosts: FakeHost[] = [];
  const views: CollectorView[] = [];
  const exchanges: Exchange[] = [];
  const collector = createLabCollector({
    nowMs: clock.nowMs,
    open(surroundings) {
      const host = fakeHost(surroundings);
      hosts.push(host);
      return host;
    },
    changed: (view) => views.push(view),
    touched: () => undefined,
    log: () => undefined,
  });
  const on = createLabNetwork(
    lab,
    { store: createStore(), backendUp: true, backends: () => [collector.backend] },
    {
      ...clock,
      deliver: () => undefined,
      withdraw: () => undefined,
      exchanged: (exchange) => exchanges.push(exchange),
      moved: collector.moved,
    },
  );
  collector.surround({ ...on, log: () => undefined, changed: () => undefined });
  const host = (): FakeHost => {
    const [first] = hosts;
    if (first === undefined) throw new Error('no host was opened');
    return first;
  };
  return { clock, collector, on, host, hosts, exchanges, states: () => views.map(({ state }) => state) };
}

describe('a configuration that is wanted', () => {
  test('is loaded and started; its ports are on the network from then on', async () => {
    const { collector, host, states } = setUp();
    expect(collector.backend.ports.size).toBe(0);
    expect(await collector.ensure(lab, files('a'))).toMatchObject({ state: 'running', config: 'a' });
    expect(states()).toEqual(['loading', 'starting', 'running']);
    expect([...collector.backend.ports.keys()]).toEqual([4318]);
    expect(collector.backend.secure?.size).toBe(0);
    expect(host().asked).toEqual(['watch hops', 'places', 'start a']);
  });

  test('with a receiver that speaks TLS has it met with TLS', async () => {
    const { collector } = setUp();
    await collector.ensure(lab, files('receivers: { otlp: { protocols: { http: { tls: {} } } } }'));
    expect(collector.backend.secure).toEqual(new Set([4318]));
  });

  test('is not started again while it runs, unless that is asked for', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('a'));
    await collector.ensure(lab, files('a'));
    collector.apply(lab, files('a'));
    expect(host().asked.filter((each) => each === 'start a')).toHaveLength(1);
    collector.restart(lab, files('a'));
    await collector.ensure(lab, files('a'));
    expect(host().asked.filter((each) => each === 'start a')).toHaveLength(2);
  });

  test('is started anew when its text, its environment or its machine is another', async () => {
    const { collector, host } = setUp();
    const other = (parts: object) => labSchema.parse({ services: [], backend: 'jaeger', collector: parts });
    await collector.ensure(lab, files('a'));
    await collector.ensure(lab, files('b'));
    await collector.ensure(other({ env: { A: '1' } }), files('b'));
    await collector.ensure(other({ env: { A: '1' }, machine: 'shared' }), files('b'));
    expect(host().asked.filter((each) => each.startsWith('start'))).toHaveLength(4);
  });

  test('that overtakes another one is what all of them wait for', async () => {
    const { collector, host } = setUp();
    const first = collector.ensure(lab, files('a'));
    const second = collector.ensure(lab, files('b'));
    expect((await first).config).toBe('b');
    expect((await second).config).toBe('b');
    expect(host().asked).not.toContain('start a');
  });

  test('that overtakes a start says also what that one lost, once', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('a'));
    const ending = Promise.withResolvers<CollectorStarted>();
    host().next = () => ending.promise;
    const overtaken = collector.ensure(lab, files('b'));
    await vi.waitFor(() => expect(host().asked).toContain('start b'));
    // The host makes one start of those that come while it is busy, and answers them with one result.
    const last = ending.promise.then((): CollectorStarted => ({ ...running, lost: 2 }));
    host().next = () => last;
    collector.apply(lab, files('c'));
    await vi.waitFor(() => expect(host().asked).toContain('start c'));
    const latest = collector.ensure(lab, files('d'));
    ending.resolve({ ...running, lost: 4 });
    expect(await latest).toMatchObject({ config: 'd', lostOnRestart: 6 });
    expect(await overtaken).toMatchObject({ config: 'd', lostOnRestart: 6 });
    host().next = async () => running;
    expect(await collector.ensure(lab, files('e'))).not.toHaveProperty('lostOnRestart');
  });

  test('that overtakes one for which it cannot be loaded is told to both', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('a'));
    const loading = Promise.withResolvers<void>();
    host().nextLoad = () => loading.promise;
    const overtaken = collector.ensure(lab, files('b'));
    host().nextLoad = async () => undefined;
    const latest = collector.ensure(lab, files('c'));
    loading.reject(new Error('no Go'));
    expect(await overtaken).toMatchObject({ state: 'running', config: 'c' });
    expect(await latest).toBe(await overtaken);
  });

  test('and waited for when all is over leaves it as it is', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('a'));
    const never = Promise.withResolvers<CollectorStarted>();
    host().next = () => never.promise;
    const waiting = collector.ensure(lab, files('b'));
    await vi.waitFor(() => expect(host().asked).toContain('start b'));
    collector.dispose();
    never.reject(new Error('closed'));
    expect(await waiting).toBe(collector.view);
  });

  test('that is not taken is told with its place, is left alone by an edit of something else, and tried again by a Run', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('fine'));
    host().next = async () => ({
      ok: false,
      error: 'Error: yaml: line 2: mapping values are not allowed in this context',
      lost: 3,
    });
    const failed = await collector.ensure(lab, files('a:\n b: c: d'));
    expect(failed).toMatchObject({ state: 'failed', problems: [{ line: 2 }], lostOnRestart: 3 });
    expect(collector.backend.ports.size).toBe(0);
    collector.apply(lab, files('a:\n b: c: d'));
    expect(collector.view).toBe(failed);
    host().next = async () => running;
    expect((await collector.ensure(lab, files('a:\n b: c: d'))).state).toBe('running');
  });

  test('of a file that is not there is named, and ends what ran', async () => {
    const { collector, host, states } = setUp();
    await collector.ensure(lab, files('a'));
    host().stop = async () => ({ lost: 2 });
    const view = await collector.ensure(lab, { 'other.yaml': '' });
    expect(states().slice(-2)).toEqual(['stopping', 'failed']);
    expect(view.lostOnRestart).toBe(2);
    expect(view.problems).toEqual([
      {
        message:
          "collector.yaml is missing: the lab's Collector is configured by it. The files are other.yaml.",
      },
    ]);
  });

  test('without a Collector to be had fails in the words of what loads it, and is tried again', async () => {
    const { collector, host } = setUp();
    const asked = collector.ensure(lab, files('a'));
    host().nextLoad = () => Promise.reject(new Error('npm run build:collector'));
    await asked;
    const again = collector.ensure(lab, files('b'));
    await expect(again).rejects.toThrow('npm run build:collector');
    expect(collector.view).toMatchObject({
      state: 'failed',
      problems: [{ message: 'npm run build:collector' }],
    });
    host().nextLoad = async () => undefined;
    expect((await collector.ensure(lab, files('b'))).state).toBe('running');
  });
});

describe('a Collector that crashes', () => {
  test('has failed, and the next one is started in its place', async () => {
    const { collector, host } = setUp();
    await collector.ensure(lab, files('a'));
    host().surroundings.broke('out of memory', 5);
    expect(collector.view).toMatchObject({
      state: 'failed',
      problems: [{ message: 'out of memory' }],
      lostOnRestart: 5,
    });
    expect(collector.backend.ports.size).toBe(0);
    const anew = await collector.ensure(lab, files('a'));
    expect(anew.state).toBe('running');
    expect(anew).not.toHaveProperty('lostOnRestart');
  });

  test('while it is started anew has its losses told once, by what comes of that', async () => {
    const { collector, host, states } = setUp();
    await collector.ensure(lab, files('a'));
    host().next = async () => {
      host().surroundings.broke('out of memory', 5);
      return { ...running, lost: 5 };
    };
    expect(await collector.ensure(lab, files('b'))).toMatchObject({ state: 'running', lostOnRestart: 5 });
    expect(states().slice(-2)).toEqual(['starting', 'running']);
  });
});

describe('what it calls', () => {
  const never = new AbortController().signal;

  test('crosses the network, and is answered in gRPC', async () => {
    const { collector, host, exchanges } = setUp();
    await collector.ensure(lab, files('a'));
    const request = { method: 'POST', url: grpcExport, headers: [], body: new Uint8Array() };
    const answer = await host().surroundings.call({ protocol: 'grpc', request }, never);
    expect(answer).toMatchObject({ status: 200, grpcStatus: 0, grpcMessage: '' });
    expect(exchanges).toMatchObject([{ from: 'collector', to: 'jaeger' }]);
  });

  test('is a broken connection when there is nobody, and taken back when it gives up', async () => {
    const { collector, host, exchanges, on } = setUp();
    await collector.ensure(lab, files('a'));
    on.setBackendUp(false);
    const request = { method: 'POST', url: grpcExport, headers: [] };
    await expect(host().surroundings.call({ protocol: 'grpc', request }, never)).rejects.toThrow(
      'ECONNREFUSED',
    );
    const gone = new AbortController();
    on.setBackendUp(true);
    const call = host().surroundings.call(
      { protocol: 'http', request: { ...request, url: 'http://x:1/' } },
      gone.signal,
    );
    gone.abort();
    await expect(call).rejects.toThrow();
    expect(exchanges).toHaveLength(2);
  });

  test('finds what has opened and closed since', async () => {
    const { collector, host, on } = setUp();
    await collector.ensure(lab, files('a'));
    const before = host().asked.length;
    on.setBackendUp(false);
    expect(host().asked.slice(before)).toEqual(['places']);
  });
});

describe('what programs send it', () => {
  const json = JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [{ spans: [{ traceId: '1'.repeat(32), spanId: '2'.repeat(16), name: 'a', kind: 1 }] }],
      },
    ],
  });
  const send = async (status: number, body: string) => {
    const { collector, host, on, exchanges } = setUp();
    await collector.ensure(lab, files('a'));
    host().request = async () => ({ status, statusText: '', headers: [] });
    await new Promise((resolve) => {
      on.network.send(
        'shopper',
        {
          method: 'POST',
          url: 'http://localhost:4318/v1/traces',
          headers: [['content-type', 'application/json']],
          body: new TextEncoder().encode(body),
        },
        resolve,
      );
    });
    const [exchange] = exchanges;
    return exchange && on.exports.of(exchange);
  };

  test('is counted in spans: taken, refused, or no spans at all', async () => {
    expect(await send(200, json)).toMatchObject({ spans: 1, rejected: 0, failure: undefined, stored: [] });
    expect(await send(503, json)).toMatchObject({ spans: 1, rejected: 1, failure: 'answered 503' });
    expect(await send(400, '{')).toMatchObject({ spans: 0, rejected: 0 });
    expect((await send(400, '{'))?.failure).toMatch(/^answered 400: the body is not JSON/u);
  });
});

test('validate asks without starting', async () => {
  const { collector, host } = setUp();
  expect(await collector.validate(lab, 'fine')).toEqual([]);
  expect(await collector.validate(lab, 'bad: 1')).toMatchObject([{ message: 'bad is no word' }]);
  expect(collector.view.state).toBe('absent');
  expect(host().asked).toEqual(['watch hops']);
});
