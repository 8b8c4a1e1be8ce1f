import { describe, expect, test } from 'vitest';
import { waitForQuiet } from '../../sandbox/lab/collector/drain.ts';
import { createLabCollector } from '../../sandbox/lab/collector/lab-collector.ts';
import { createRunCollector } from '../../sandbox/lab/collector/run-collector.ts';
import { idle } from '../../sandbox/lab/waiting.ts';
import { type RealmListener, startRun } from '../../sandbox/lab.ts';
import type { LabMessage } from '../../sandbox/realm/lab-message.ts';
import type { Activity } from '../../sandbox/realm/program-message.ts';
import type { CollectorCounts } from '../../sandbox/schemas/collector.ts';
import { labSchema } from '../../sandbox/schemas/lab.ts';
import { type RunEvent, runEventSchema } from '../../sandbox/schemas/run-event.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { counted, type FakeHost, fakeHost, running } from './fake-collector.ts';

/** Lets promises that are settled go on. */
async function turn(): Promise<void> {
  for (let again = 0; again < 20; again += 1) await Promise.resolve();
}

/** A run of these services with a Collector, all played by the test. */
function play(services: string[], config = 'exporters: { otlp: { endpoint: "jaeger:4317" } }') {
  const clock = fakeClock();
  const events: RunEvent[] = [];
  const said: { slot: number; message: LabMessage }[] = [];
  let listener: RealmListener | undefined;
  let host: FakeHost | undefined;
  let load = async (): Promise<void> => undefined;
  const collector = createLabCollector({
    nowMs: clock.nowMs,
    open(surroundings) {
      host = fakeHost(surroundings);
      host.nextLoad = () => load();
      return host;
    },
    changed: () => undefined,
    touched: () => undefined,
    log: () => undefined,
  });
  const lab = labSchema.parse({
    services: services.map((name) => ({ name, entry: `${name}.ts` })),
    backend: 'jaeger',
    collector: {},
  });
  const start = () =>
    startRun(
      { runId: 'r', lab, files: { 'collector.yaml': config }, limitMs: 30_000 },
      {
        ...clock,
        compile: async (_, entries) => ({
          diagnostics: [],
          modules: entries.map((file) => ({ file, sourceHash: '', code: '', map: '{}', imports: [] })),
        }),
        openRealm(_, given) {
          listener = given;
          return {
            say: (slot, message) => said.push({ slot, message }),
            end: () => undefined,
            dispose: () => undefined,
          };
        },
        vendor: { entries: {}, warm: [] },
        store: createStore(),
        collector: {
          backends: () => [collector.backend],
          moved: collector.moved,
          join: (run, on, effects) => createRunCollector(run, collector, on, effects),
        },
        evaluate: () => [],
        extended: () => undefined,
      },
      (event) => {
        expect(runEventSchema.safeParse(event).success).toBe(true);
        events.push(event);
      },
    );
  return {
    clock,
    lab,
    collector,
    events,
    start,
    /** Moves the clock on in steps, so that what waits for answers gets them. */
    async pass(ms: number) {
      for (let at = 0; at < ms; at += 10) {
        clock.advance(10);
        await turn();
      }
    },
    host: (): FakeHost => {
      if (host === undefined) throw new Error('no host was opened');
      return host;
    },
    loadsAs: (next: () => Promise<void>) => {
      load = next;
    },
    heard: (slot: number) => said.flatMap((each) => (each.slot === slot ? [each.message.type] : [])),
    activity: (slot: number, parts: Partial<Activity> = {}) =>
      listener?.said(slot, { type: 'activity', ...idle, evaluated: true, quiet: true, ...parts }),
    listen: (slot: number, port: number) =>
      listener?.said(slot, { type: 'listen', server: 1, port, hostname: '::' }),
    notes: () => events.flatMap((event) => (event.type === 'note' ? [event.message] : [])),
    exit: () => events.find((event) => event.type === 'exit'),
  };
}

describe('a run with a Collector', () => {
  test('starts its programs when the Collector runs, and says what it waits for when that takes time', async () => {
    const it = play(['shopper']);
    const loading = Promise.withResolvers<void>();
    it.loadsAs(() => loading.promise);
    it.start();
    await turn();
    it.clock.advance(400);
    expect(it.notes()).toEqual(['The run waits for the Collector: it is being loaded.']);
    expect(it.heard(0)).toEqual([]);
    it.clock.advance(60_000);
    expect(it.exit()).toBeUndefined();
    loading.resolve();
    await turn();
    expect(it.heard(0)).toContain('start');
  });

  test('can be stopped while it waits for that', async () => {
    const it = play(['shopper']);
    it.loadsAs(() => new Promise(() => undefined));
    const run = it.start();
    await turn();
    run.stop();
    expect(it.exit()).toMatchObject({ reason: 'stopped', message: 'Stopped before anything was started.' });
  });

  test('starts nothing when there is no Collector to be had', async () => {
    const it = play(['shopper']);
    it.loadsAs(() => Promise.reject(new Error('Go is needed to build it.')));
    it.start();
    await turn();
    expect(it.exit()).toMatchObject({
      reason: 'not-started',
      message: 'Nothing was started: the Collector could not be loaded. Go is needed to build it.',
    });
  });

  test('ends when the Collector holds nothing any more', async () => {
    const it = play(['shopper']);
    it.start();
    await turn();
    it.host().counts = { components: [counted('exporter', 'otlp', 0, 2)] };
    it.activity(0);
    await it.pass(500);
    expect(it.exit()).toBeUndefined();
    it.host().counts = { components: [counted('exporter', 'otlp', 2, 0)] };
    await it.pass(120);
    expect(it.exit()).toMatchObject({ reason: 'finished', message: 'shopper finished.' });
    expect(it.notes()).toEqual([]);
  });

  test('or when nobody takes what it holds, which is said', async () => {
    const it = play(['shopper']);
    it.start();
    await turn();
    it.host().counts = { components: [counted('exporter', 'otlp', 0, 2)] };
    it.activity(0);
    await it.pass(2_200);
    expect(it.notes()).toEqual(['2 spans wait in the queue of otlp: jaeger:4317 does not take them.']);
    expect(it.exit()?.atMs).toBeLessThan(2_200);
  });

  test('waits not long for it after Stop', async () => {
    const it = play(['shopper']);
    const run = it.start();
    await turn();
    it.host().counts = { components: [counted('exporter', 'otlp', 0, 2)] };
    it.activity(0, { timers: 1 });
    run.stop();
    await it.pass(500);
    expect(it.exit()).toMatchObject({ reason: 'stopped' });
  });

  test('keeps a server up that the Collector still sends to, and no other', async () => {
    for (const [port, isKept] of [
      [9000, true],
      [9001, false],
    ] as const) {
      const it = play(['server', 'shopper'], 'exporters: { otlp: { endpoint: "localhost:9000" } }');
      it.start();
      await turn();
      it.listen(0, port);
      it.activity(0);
      it.host().counts = { components: [counted('exporter', 'otlp', 0, 2)] };
      it.activity(1);
      await it.pass(300);
      expect(it.heard(0).includes('signal')).toBe(!isKept);
      it.host().counts = { components: [] };
      await it.pass(120);
      expect(it.heard(0)).toContain('signal');
    }
  });

  test('ends when the limit comes while the Collector holds spans, and says so', async () => {
    const it = play(['shopper'], 'processors: { tail_sampling: { decision_wait: 50s } }');
    it.start();
    await turn();
    it.host().counts = { components: [counted('processor', 'tail_sampling', 0, 2)] };
    it.activity(0);
    await it.pass(30_100);
    expect(it.exit()).toMatchObject({
      reason: 'limit',
      message: 'The run reached its limit of 30 s: the Collector still held spans.',
    });
  });

  test('tells what is delivered after its end', async () => {
    const it = play(['shopper']);
    it.start();
    await turn();
    it.activity(0);
    await it.pass(100);
    const exit = it.exit();
    const url = 'http://jaeger:4318/v1/traces';
    const request = { method: 'POST', url, headers: [], body: new TextEncoder().encode('{}') };
    await it.host().surroundings.call({ protocol: 'http', request }, new AbortController().signal);
    expect(it.events.slice((exit?.seq ?? 0) + 1).map(({ type }) => type)).toEqual(['http', 'export']);
    expect(it.events.map(({ seq }) => seq)).toEqual(it.events.map((_, index) => index));
  });

  test('says what was lost with a Collector that crashed, or was started anew', async () => {
    const it = play(['shopper']);
    it.start();
    await turn();
    it.host().surroundings.broke('out of memory', 5);
    const edited = { ...running, lost: 1 };
    it.host().next = async () => running;
    it.collector.apply(it.lab, { 'collector.yaml': 'first edit' });
    await turn();
    it.host().next = async () => edited;
    it.collector.apply(it.lab, { 'collector.yaml': 'second edit' });
    await turn();
    expect(it.notes()).toEqual([
      '5 spans the Collector held were lost when it ended.',
      '1 span the Collector held was lost when it was started anew.',
    ]);
    expect(it.events.flatMap((event) => (event.type === 'collector' ? [event.lost ?? 0] : []))).toContain(5);
  });

  test('says nothing of what was lost before it', async () => {
    const it = play(['shopper']);
    await it.collector.ensure(it.lab, { 'collector.yaml': 'before' });
    it.host().next = async () => ({ ...running, lost: 3 });
    it.start();
    await turn();
    expect(it.heard(0)).toContain('start');
    expect(it.notes()).toEqual([]);
  });

  test('tells its log within bounds', async () => {
    const it = play(['shopper']);
    it.start();
    await turn();
    for (let line = 0; line < 5_000; line += 1) {
      it.host().surroundings.log({ level: 'info', text: `line ${line}` });
    }
    it.activity(0);
    await it.pass(100);
    const told = it.events.flatMap((event) => (event.type === 'collector-log' ? [event.message] : []));
    const dropped = it.events.reduce(
      (sum, each) => sum + (each.type === 'console-dropped' ? each.count : 0),
      0,
    );
    expect(told.at(-1)).toBe('line 4999');
    expect(told.length + dropped).toBe(5_000);
    expect(told.length).toBeLessThan(1_500);
  });

  test('without a program goes on until Stop', async () => {
    const it = play([]);
    const run = it.start();
    await turn();
    await it.pass(70_000);
    expect(it.exit()).toBeUndefined();
    run.stop();
    await it.pass(100);
    expect(it.exit()).toMatchObject({ reason: 'stopped', message: 'Stopped.' });
  });
});

describe('waiting for quiet', () => {
  const watch = (counts: () => CollectorCounts) => {
    const clock = fakeClock();
    const ends: string[][] = [];
    let looks = 0;
    const cancel = waitForQuiet(
      {
        ...clock,
        counts: async () => {
          looks += 1;
          return counts();
        },
        calls: () => 0,
        config: () => ({ holdsMs: {}, endpoints: {} }),
        patienceMs: 2_000,
      },
      (why) => ends.push(why),
    );
    return { clock, ends, cancel, looks: () => looks };
  };

  test('takes two looks at counts that stand still', async () => {
    const it = watch(() => ({ components: [counted('receiver', 'otlp', 3)] }));
    await turn();
    expect(it.ends).toEqual([]);
    it.clock.advance(2);
    await turn();
    expect(it.ends).toEqual([[]]);
    expect(it.looks()).toBe(2);
  });

  test('goes on while spans move on, and looks at most twenty times a second', async () => {
    let sent = 0;
    const it = watch(() => ({ components: [counted('exporter', 'otlp', Math.floor(sent / 30), 1)] }));
    for (let at = 0; at < 10_000; at += 10) {
      sent += 1;
      it.clock.advance(10);
      await turn();
    }
    expect(it.ends).toEqual([]);
    const before = it.looks();
    for (let at = 0; at < 1_000; at += 10) {
      it.clock.advance(10);
      await turn();
    }
    expect(it.looks() - before).toBeLessThanOrEqual(21);
    it.cancel();
  });

  test('ends when it is told to', async () => {
    const it = watch(() => ({ components: [] }));
    it.cancel();
    await turn();
    it.clock.advance(5_000);
    expect(it.ends).toEqual([]);
  });
});
