import { describe, expect, it } from 'vitest';
import { type FakeHost, fakeHost, program, settled } from './fake-thread.ts';

const start = (config: string) => ({ config, env: {} });
const started = { error: '', listeners: [] };
const ended = { error: '', lost: 0, memoryBytes: 1 };

/** A host whose Collector runs `first`. */
async function running(fake: FakeHost = fakeHost()): Promise<FakeHost> {
  const first = fake.host.start(start('first'));
  await settled();
  fake.last().say({ type: 'ready', memoryBytes: 1 });
  await settled();
  fake.last().answer('start', started);
  await first;
  return fake;
}

describe('starting', () => {
  it('takes the latest of what was asked for while another start was under way', async () => {
    const fake = await running();
    const second = fake.host.start(start('second'));
    const third = fake.host.start(start('third'));
    const fourth = fake.host.start(start('fourth'));
    await settled();
    fake.last().answer('shutdown', ended);
    await settled();
    fake.last().answer('start', started);
    await second;
    await settled();
    fake.last().answer('shutdown', { ...ended, lost: 3 });
    await settled();
    fake.last().answer('start', started);
    expect([await third, await fourth]).toEqual(Array(2).fill({ ok: true, listeners: [], lost: 3 }));
    const configs = fake.last().heard.filter((each) => each.type === 'ask' && each.kind === 'start');
    expect(configs.map((each) => 'config' in each && each.config)).toEqual(['first', 'second', 'fourth']);
  });

  it('gives the Collector’s words for a configuration it does not take, and then runs nothing', async () => {
    const fake = await running();
    const second = fake.host.start(start('bad'));
    await settled();
    fake.last().answer('shutdown', ended);
    await settled();
    fake.last().answer('start', { error: 'no such receiver', listeners: [] });
    expect(await second).toEqual({ ok: false, error: 'no such receiver', lost: 0 });
    const { host } = fake;
    expect(
      await host.request(4318, { method: 'GET', url: 'http://localhost:4318/', headers: [] }),
    ).toMatchObject({
      failure: { code: 'ECONNREFUSED' },
    });
  });

  it('ends one that is not up in time, and says what it may be', async () => {
    const fake = fakeHost();
    const first = fake.host.start(start('spins'));
    await settled();
    fake.last().say({ type: 'ready', memoryBytes: 1 });
    await settled();
    fake.clock.advance(20_000);
    expect(await first).toMatchObject({ ok: false, error: expect.stringContaining('within 20 s') });
    expect(fake.last().ended).toBe(true);
    await running(fake);
    expect(fake.threads).toHaveLength(2);
  });
});

describe('ending', () => {
  it('gives what is under way a while, and gets another instance ready in case it does not help', async () => {
    const fake = await running();
    const second = fake.host.start(start('second'));
    await settled();
    expect(fake.last().open()).toMatchObject([{ kind: 'shutdown', graceMs: 200 }]);
    fake.clock.advance(259);
    expect(fake.threads).toHaveLength(1);
    fake.clock.advance(1);
    const [first] = fake.threads;
    first?.answer('shutdown', { ...ended, lost: 5 });
    await settled();
    first?.answer('start', started);
    expect(await second).toEqual({ ok: true, listeners: [], lost: 5 });
    expect(fake.threads.map((each) => each.ended)).toEqual([false, true]);
  });

  it('lets whoever answers its calls know that it is gone, or has given up', async () => {
    const aborted: string[] = [];
    const fake = await running(
      fakeHost(
        (call, signal) =>
          new Promise(() => signal.addEventListener('abort', () => aborted.push(call.request.url))),
      ),
    );
    const call = (id: number) => {
      const request = { method: 'POST', url: `http://jaeger:4318/${id}`, headers: [] };
      fake.last().say({ type: 'call', call: id, what: { protocol: 'http', request } });
    };
    for (const id of [1, 2, 3]) call(id);
    fake.last().say({ type: 'withdrawn', call: 2 });
    expect(aborted).toEqual(['http://jaeger:4318/2']);
    fake.last().say({ type: 'exited', reason: 'crash' });
    expect(aborted.slice(1)).toEqual(['http://jaeger:4318/1', 'http://jaeger:4318/3']);
  });

  it('replaces one that is stuck, with what it held counted as lost', async () => {
    const fake = await running();
    const component = {
      kind: 'processor',
      id: 'batch',
      received: 9,
      refused: 0,
      sent: 2,
      dropped: 0,
      queued: 7,
    } as const;
    const status = fake.host.status();
    fake.last().answer('status', { counts: { components: [component] }, held: 7, memoryBytes: 1 });
    await status;
    const second = fake.host.start(start('second'));
    await settled();
    fake.clock.advance(260);
    const spare = fake.last();
    spare.say({ type: 'ready', memoryBytes: 1 });
    fake.clock.advance(90);
    await settled();
    fake.clock.advance(50);
    await settled();
    spare.answer('start', started);
    expect(await second).toEqual({ ok: true, listeners: [], lost: 7 });
    expect(fake.threads.map((each) => each.ended)).toEqual([true, false]);
    expect(fake.broke).toEqual([]);
  });

  it('has more patience when nobody waits for the next start', async () => {
    const fake = await running();
    const stopped = fake.host.stop();
    await settled();
    fake.clock.advance(2_900);
    expect(fake.threads).toHaveLength(1);
    fake.last().answer('shutdown', { ...ended, lost: 1 });
    expect(await stopped).toEqual({ lost: 1 });
  });

  it('does not keep an instance whose memory has grown', async () => {
    const fake = await running();
    const stopped = fake.host.stop();
    await settled();
    fake.last().answer('shutdown', { ...ended, memoryBytes: 200 * 2 ** 20 });
    await stopped;
    expect(fake.last().ended).toBe(true);
  });

  it('of nothing is over at once', async () => {
    expect(await fakeHost().host.stop()).toEqual({ lost: 0 });
  });
});

describe('a Collector that ends by itself', () => {
  it('is told of once; what was asked of it is answered, and the next start is as good as the first', async () => {
    const fake = await running();
    const request = fake.host.request(4318, { method: 'POST', url: 'http://localhost:4318/', headers: [] });
    const hops = fake.host.hops();
    fake.last().say({ type: 'exited', reason: 'out of memory' });
    expect(await request).toMatchObject({ failure: { code: 'ECONNRESET' } });
    expect(await hops).toEqual([]);
    fake.threads[0]?.fail('the thread ended');
    expect(fake.broke).toEqual(['out of memory']);
    await running(fake);
    expect(fake.threads).toHaveLength(2);
  });

  it('takes along what it held when it was last looked at', async () => {
    const fake = await running();
    const status = fake.host.status();
    fake.last().answer('status', { counts: { components: [] }, held: 7, memoryBytes: 1 });
    await status;
    fake.last().say({ type: 'exited', reason: 'crash' });
    // The next one has nothing to do with that.
    await running(fake);
    fake.last().say({ type: 'exited', reason: 'crash' });
    expect(fake.lost).toEqual([7, 0]);
  });

  it('is not news when it did not run', async () => {
    const fake = fakeHost();
    const loading = fake.host.load();
    await settled();
    fake.last().say({ type: 'unavailable', message: 'answered 404' });
    await expect(loading).rejects.toThrow('answered 404');
    expect(fake.broke).toEqual([]);
  });

  it('does not come to life for ever', async () => {
    const fake = fakeHost();
    const loading = fake.host.load();
    fake.clock.advance(20_000);
    await expect(loading).rejects.toThrow('within 20 s');
  });
});

describe('validating', () => {
  it('ends a Collector that is stuck over it, and says so to whoever uses it', async () => {
    const fake = await running();
    const validated = fake.host.validate(start('huge'));
    await settled();
    fake.clock.advance(10_000);
    await expect(validated).rejects.toThrow('no verdict on a configuration within 10 s');
    expect(fake.broke).toEqual([expect.stringContaining('no verdict')]);
    expect(fake.last().ended).toBe(true);
    await running(fake);
    expect(fake.threads).toHaveLength(2);
  });
});

describe('an instance that validating has made too large', () => {
  const large = { error: 'no', memoryBytes: 200 * 2 ** 20 };

  it('is not kept when it runs nothing', async () => {
    const fake = fakeHost();
    const [first, second] = [fake.host.validate(start('x')), fake.host.validate(start('y'))];
    fake.last().say({ type: 'ready', memoryBytes: 1 });
    await settled();
    fake.last().answer('validate', large);
    expect(await first).toBe('no');
    // What else was asked of it comes first.
    expect(fake.last().ended).toBe(false);
    fake.last().answer('validate', large);
    expect(await second).toBe('no');
    expect(fake.last().ended).toBe(true);
  });

  it('is kept as long as it runs', async () => {
    const fake = await running();
    const validated = fake.host.validate(start('x'));
    await settled();
    fake.last().answer('validate', large);
    expect(await validated).toBe('no');
    expect([fake.last().ended, fake.broke]).toEqual([false, []]);
  });
});

describe('loading', () => {
  it('is done once, and what was loaded serves the next instance', async () => {
    const fake = fakeHost(undefined, { assetBase: 'http://localhost/lab/' });
    const loads = [fake.host.load(), fake.host.load()];
    fake.last().say({ type: 'loaded', program });
    fake.last().say({ type: 'ready', memoryBytes: 1 });
    await Promise.all(loads);
    fake.last().say({ type: 'exited', reason: 'crash' });
    const again = fake.host.load();
    fake.last().say({ type: 'ready', memoryBytes: 1 });
    await again;
    expect(fake.threads.map(({ heard: [open] }) => open?.type === 'open' && open.program)).toEqual([
      { assetBase: 'http://localhost/lab/' },
      program,
    ]);
  });
});

describe('requests', () => {
  it('leave the body of whoever asks as it is, and send no more than it', async () => {
    const fake = await running();
    const whole = new Uint8Array(1_000_000);
    const body = whole.subarray(10, 20);
    void fake.host.request(4318, { method: 'POST', url: 'http://localhost:4318/', headers: [], body });
    const [asked] = fake.last().open();
    const sent = asked?.kind === 'request' ? asked.request.body : undefined;
    expect([sent?.length, sent?.buffer.byteLength, whole.length]).toEqual([10, 10, 1_000_000]);
  });

  it('break when they are too large, or too many', async () => {
    const fake = await running();
    const request = { method: 'POST', url: 'http://localhost:4318/', headers: [] };
    const body = new Uint8Array(33 * 2 ** 20);
    expect(await fake.host.request(4318, { ...request, body })).toMatchObject({
      failure: { code: 'ECONNRESET' },
    });
    for (let count = 0; count < 1_000; count += 1) void fake.host.request(4318, request);
    expect(await fake.host.request(4318, request)).toMatchObject({ failure: { code: 'ECONNRESET' } });
    expect(fake.last().open()).toHaveLength(1_000);
  });

  it('do not wait for ever', async () => {
    const fake = await running();
    const request = fake.host.request(4318, { method: 'POST', url: 'http://localhost:4318/', headers: [] });
    fake.clock.advance(60_000);
    expect(await request).toMatchObject({ failure: { code: 'ECONNRESET' } });
  });
});

describe('disposing', () => {
  it('ends the thread, settles all that is asked, and starts nothing again', async () => {
    const fake = await running();
    const second = fake.host.start(start('second'));
    const third = fake.host.start(start('third'));
    const validated = fake.host.validate(start('x'));
    await settled();
    fake.host.dispose();
    const outcomes = await Promise.allSettled([second, third, validated, fake.host.load()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    expect(fake.threads.map((each) => each.ended)).toEqual([true]);
  });
});
