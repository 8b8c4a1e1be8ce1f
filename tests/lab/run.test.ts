import { describe, expect, test } from 'vitest';
import type { EmittedModule } from '../../sandbox/compile/emitted-module.ts';
import { factLimits } from '../../sandbox/lab/facts.ts';
import { idle } from '../../sandbox/lab/waiting.ts';
import { type RealmListener, type Run, type RunEffects, startRun } from '../../sandbox/lab.ts';
import type { LabMessage } from '../../sandbox/realm/lab-message.ts';
import type { Activity, ProgramMessage } from '../../sandbox/realm/program-message.ts';
import type { Expectation } from '../../sandbox/schemas/expectation.ts';
import { labSchema } from '../../sandbox/schemas/lab.ts';
import { type Diagnostic, type RunEvent, runEventSchema } from '../../sandbox/schemas/run-event.ts';
import { createStore } from '../../sandbox/store/store.ts';
import { fakeClock } from '../support/fake-clock.ts';

const module = (file: string): EmittedModule => ({ file, sourceHash: '', code: '', map: '{}', imports: [] });
const done: Activity = { ...idle, evaluated: true, quiet: true };

/** A run of these services whose programs are played by the test. */
async function play(
  names: string[],
  options: {
    limitMs?: number;
    diagnostics?: Diagnostic[];
    expectation?: Expectation;
    network?: { latencyMs?: number; fault?: string }[];
  } = {},
) {
  const clock = fakeClock();
  const events: RunEvent[] = [];
  const said: { slot: number; message: LabMessage }[] = [];
  const ended: number[] = [];
  let listener: RealmListener | undefined;
  let disposed = 0;
  let extensions = 0;
  const effects: RunEffects = {
    ...clock,
    compile: async (_, entries) => ({
      diagnostics: options.diagnostics ?? [],
      modules: options.diagnostics ? [] : entries.map(module),
    }),
    openRealm(_, given) {
      listener = given;
      return {
        say: (slot, message) => said.push({ slot, message }),
        end: (slot) => ended.push(slot),
        dispose: () => {
          disposed += 1;
        },
      };
    },
    vendor: { entries: {}, warm: [] },
    store: createStore(),
    evaluate: ({ checks }, { stdout }) =>
      checks.map(({ check }, index) => ({
        index,
        check,
        ok: stdout.length > 0,
        reasons: [],
        diff: '',
      })),
    extended: () => {
      extensions += 1;
    },
  };
  const lab = labSchema.parse({
    services: names.map((name) => ({ name, entry: `${name}.ts` })),
    network: options.network,
    backend: 'jaeger',
  });
  const run: Run = startRun(
    { runId: 'r', lab, files: {}, expectation: options.expectation, limitMs: options.limitMs ?? 30_000 },
    effects,
    (event) => {
      expect(runEventSchema.safeParse(event).success).toBe(true);
      events.push(event);
    },
  );
  await Promise.resolve();
  await Promise.resolve();
  const slotOf = (name: string) => names.indexOf(name);
  return {
    clock,
    run,
    events,
    ended,
    say: (name: string, message: ProgramMessage) => listener?.said(slotOf(name), message),
    activity: (name: string, parts: Partial<Activity> = {}) =>
      listener?.said(slotOf(name), { type: 'activity', ...done, ...parts }),
    listen: (name: string, port = 5000) =>
      listener?.said(slotOf(name), { type: 'listen', server: 1, port, hostname: '::' }),
    breakDown: () => listener?.broke('gone'),
    /** What the lab has said to a program, but for loading. */
    heard: (name: string) =>
      said.flatMap(({ slot, message }) =>
        slot === slotOf(name) && message.type !== 'load' ? [message.type] : [],
      ),
    states: (name: string) =>
      events.flatMap((event) => (event.type === 'service' && event.service === name ? [event.state] : [])),
    exit: () => events.find((event) => event.type === 'exit'),
    disposals: () => disposed,
    extensions: () => extensions,
  };
}

describe('the order of a run', () => {
  test('a service starts when the one before listens', async () => {
    const it = await play(['store', 'shopper']);
    expect(it.heard('shopper')).toEqual([]);
    it.activity('store', { quiet: false, requests: 1 });
    expect(it.heard('shopper')).toEqual([]);
    it.listen('store');
    expect(it.heard('shopper')).toEqual(['start']);
  });

  test('or when the one before has settled, failed or exited', async () => {
    for (const message of [
      { type: 'activity', ...done },
      { type: 'uncaught', error: { type: 'string', text: 'x' } },
      { type: 'exit', code: 0 },
    ] satisfies ProgramMessage[]) {
      const it = await play(['first', 'second']);
      it.say('first', message);
      expect(it.heard('second')).toEqual(['start']);
    }
  });

  test('when every client has settled the servers get SIGTERM, and the run ends when they have ended', async () => {
    const it = await play(['store', 'shopper']);
    it.listen('store');
    it.activity('store');
    it.activity('shopper', { quiet: false, timers: 1 });
    expect(it.heard('store')).not.toContain('signal');
    it.activity('shopper');
    expect(it.heard('store')).toContain('signal');
    expect(it.exit()).toBeUndefined();
    it.activity('store', { quiet: false, handlers: 1, signals: 1 });
    it.activity('store', { signals: 1 });
    expect(it.exit()).toMatchObject({
      reason: 'finished',
      message: 'shopper finished, so store was told to shut down.',
    });
    expect(it.disposals()).toBe(1);
  });

  test('a server that is still exporting is waited for before SIGTERM; its intervals are not', async () => {
    const it = await play(['store', 'shopper']);
    it.listen('store');
    it.activity('store', { quiet: false, requests: 1 });
    it.activity('shopper');
    expect(it.heard('store')).not.toContain('signal');
    it.activity('store', { intervals: 1 });
    expect(it.heard('store')).toContain('signal');
  });

  test('a request that is still on its way to a server is waited for', async () => {
    const it = await play(['store', 'shopper'], { network: [{ latencyMs: 1_000 }] });
    it.listen('store');
    it.activity('store');
    void it.run.request({ method: 'GET', url: 'http://localhost:5000/', headers: [] });
    it.activity('shopper');
    expect(it.heard('store')).not.toContain('signal');
    it.clock.advance(1_000);
    expect(it.heard('store')).toEqual(['start', 'listening', 'incoming']);
    it.say('store', { type: 'response', id: 1, status: 200, statusText: '', headers: [] });
    it.activity('store');
    expect(it.heard('store')).toContain('signal');
  });

  test('a server that has closed itself and has nothing left to do has finished', async () => {
    const it = await play(['store']);
    it.listen('store');
    it.activity('store');
    it.say('store', { type: 'close', server: 1 });
    // What it said while it listened does not count: it may be at its last answer or export.
    expect(it.heard('store')).toEqual(['start', 'listening', 'ping']);
    it.activity('store', { requests: 1 });
    expect(it.exit()).toBeUndefined();
    it.activity('store');
    expect(it.exit()).toMatchObject({ reason: 'finished', message: 'store finished.' });
  });

  test('a server that has closed one of its two ports is still one', async () => {
    const it = await play(['store']);
    it.listen('store', 5000);
    it.say('store', { type: 'listen', server: 2, port: 5001, hostname: '::' });
    it.say('store', { type: 'close', server: 1 });
    it.activity('store');
    expect(it.states('store').at(-1)).toBe('listening');
    expect(it.exit()).toBeUndefined();
  });

  test('what a server said before SIGTERM does not count as having shut down', async () => {
    const it = await play(['store', 'shopper']);
    it.listen('store');
    it.activity('store');
    it.activity('shopper');
    it.say('store', { type: 'close', server: 1 });
    expect(it.states('store').at(-1)).toBe('stopping');
    // Said when all was quiet, and still on its way when SIGTERM was sent.
    it.activity('store');
    expect(it.states('store').at(-1)).toBe('stopping');
    it.activity('store', { signals: 1 });
    expect(it.states('store').at(-1)).toBe('ended');
  });

  test('a server that never comes to rest gets SIGTERM after a grace, and is ended after another', async () => {
    const it = await play(['store', 'shopper']);
    it.listen('store');
    it.activity('store', { timers: 1 });
    it.activity('shopper');
    it.clock.advance(5_000);
    expect(it.heard('store')).toContain('signal');
    it.clock.advance(5_000);
    expect(it.exit()).toMatchObject({ reason: 'finished' });
    expect(it.states('store').at(-1)).toBe('ended');
  });

  test('an uncaught error fails its service and breaks what was asked of it; the others go on', async () => {
    const it = await play(['store', 'shopper']);
    it.listen('store');
    it.say('shopper', { type: 'request', id: 7, method: 'GET', url: 'http://localhost:5000/', headers: [] });
    expect(it.heard('store')).toContain('incoming');
    it.say('store', { type: 'uncaught', error: { type: 'string', text: 'broken' } });
    expect(it.heard('shopper')).toEqual(['start', 'no-answer']);
    expect(it.exit()).toBeUndefined();
    it.activity('shopper');
    expect(it.exit()).toMatchObject({ reason: 'failed', message: 'store failed.' });
  });

  test('a program that has ended says nothing any more', async () => {
    const it = await play(['one', 'two']);
    it.say('one', { type: 'exit', code: 0 });
    const before = it.events.length;
    it.say('one', { type: 'uncaught', error: { type: 'string', text: 'late' } });
    it.listen('one');
    it.say('two', { type: 'response', id: 1, status: 200, statusText: '', headers: [] });
    expect(it.events).toHaveLength(before);
  });

  test('events count from 0 without gaps, and nothing comes after the exit', async () => {
    const it = await play(['one']);
    it.activity('one');
    it.run.stop();
    it.breakDown();
    it.clock.advance(100_000);
    expect(it.events.map(({ seq }) => seq)).toEqual(it.events.map((_, index) => index));
    expect(it.events.filter(({ type }) => type === 'exit')).toHaveLength(1);
    expect(it.events.at(-1)?.type).toBe('exit');
  });
});

describe('how a run is ended', () => {
  test('Stop gives servers a moment to flush, and no longer', async () => {
    const it = await play(['store']);
    it.listen('store');
    it.run.stop();
    expect(it.heard('store')).toContain('signal');
    it.clock.advance(699);
    expect(it.exit()).toBeUndefined();
    it.clock.advance(1);
    expect(it.exit()).toMatchObject({ reason: 'stopped' });
    expect(it.disposals()).toBe(1);
  });

  test('Stop ends clients at once', async () => {
    const it = await play(['shopper']);
    it.run.stop();
    expect(it.exit()).toMatchObject({ reason: 'stopped' });
  });

  test('a client that has not finished at the limit is named', async () => {
    const it = await play(['store', 'shopper'], { limitMs: 2_000 });
    it.listen('store');
    it.activity('store');
    it.clock.advance(2_000);
    expect(it.exit()).toMatchObject({
      reason: 'limit',
      message: 'The run reached its limit of 2 s: shopper had not finished.',
    });
  });

  test('servers alone go on past the limit as long as they answer', async () => {
    const it = await play(['store'], { limitMs: 2_000 });
    it.listen('store');
    it.activity('store');
    expect(it.extensions()).toBe(1);
    it.clock.advance(2_000);
    expect(it.heard('store')).toContain('ping');
    it.activity('store');
    it.clock.advance(1_000);
    expect(it.exit()).toBeUndefined();
    expect(it.extensions()).toBe(2);
    it.clock.advance(2_000 + 1_000);
    expect(it.exit()).toMatchObject({ reason: 'limit' });
  });

  test('that servers alone go on until Stop is said', async () => {
    const it = await play(['store']);
    it.listen('store');
    it.activity('store');
    it.clock.advance(300);
    expect(it.events).toContainEqual(
      expect.objectContaining({
        state: 'listening',
        address: 'localhost:5000',
        note: 'there is no client in this run: it goes on until Stop',
      }),
    );
  });

  test('a request of the request box that is still on its way at the end is answered with a broken connection', async () => {
    const it = await play(['store'], { network: [{ latencyMs: 5_000 }] });
    it.listen('store');
    const asked = it.run.request({ method: 'GET', url: 'http://localhost:5000/', headers: [] });
    it.run.stop();
    it.clock.advance(700);
    expect(await asked).toMatchObject({ from: 'you', failure: 'fetch failed: read ECONNRESET' });
    expect(it.events.slice(-2).map(({ type }) => type)).toEqual(['http', 'exit']);
  });

  test('a realm that breaks is a crash', async () => {
    const it = await play(['one']);
    it.breakDown();
    expect(it.exit()).toMatchObject({ reason: 'crashed', message: 'gone' });
  });

  test('errors in the files start nothing', async () => {
    const diagnostic: Diagnostic = {
      file: 'one.ts',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      message: 'x',
      code: 1,
      severity: 'error',
    };
    const it = await play(['one'], { diagnostics: [diagnostic] });
    expect(it.events.map(({ type }) => type)).toEqual(['start', 'compile-error', 'exit']);
    expect(it.exit()).toMatchObject({ reason: 'not-started' });
  });
});

describe('what is told on the way', () => {
  const expectation: Expectation = {
    checks: [{ check: 'it says something', read: 'store', extra: 'allow' }],
  };
  const hello = (name = 'one'): ProgramMessage => ({
    type: 'console',
    entries: [{ level: 'log', args: [{ type: 'string', text: name }], stack: '' }],
    dropped: 0,
  });

  test('checks come before the exit', async () => {
    const it = await play(['one'], { expectation });
    it.say('one', hello());
    it.activity('one');
    const types = it.events.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['check', 'exit']);
  });

  test('with servers alone they are told when all is quiet, and again only when they change', async () => {
    const it = await play(['store'], { expectation });
    const results = () => it.events.flatMap((event) => (event.type === 'check' ? [event.result.ok] : []));
    it.listen('store');
    it.clock.advance(300);
    expect(results()).toEqual([false]);
    it.say('store', hello('store'));
    it.activity('store');
    it.clock.advance(300);
    it.activity('store');
    it.clock.advance(300);
    expect(results()).toEqual([false, true]);
  });

  /** An export of as many spans, each with these fields changed. */
  const exportOf = (...changes: { spanId?: string }[]): ProgramMessage => {
    const span = {
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
      name: 'n',
      startTimeUnixNano: '1',
      endTimeUnixNano: '2',
    };
    const spans = changes.map((changed) => ({ ...span, ...changed }));
    return {
      type: 'request',
      id: 1,
      method: 'POST',
      url: 'http://localhost:4318/v1/traces',
      headers: [['content-type', 'application/json']],
      body: new TextEncoder().encode(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] })),
    };
  };

  test('an export whose connection breaks on the way back is a failure to its sender, and its spans are stored', async () => {
    const it = await play(['one'], { network: [{ fault: 'reset' }] });
    it.say('one', exportOf({}));
    await expect.poll(() => it.heard('one')).toContain('no-answer');
    const told = it.events.slice(2);
    expect(told.map(({ type }) => type)).toEqual(['http', 'export', 'stored']);
    const failure = 'fetch failed: read ECONNRESET';
    expect(told[0]).toMatchObject({ exchange: { to: 'jaeger', failure } });
    expect(told[1]).toMatchObject({ spans: 1, rejected: 0, failure });
  });

  test('an export says how many spans Jaeger read, and how many of them it rejected', async () => {
    const it = await play(['one']);
    it.say('one', exportOf({}, { spanId: 'none' }));
    await expect.poll(() => it.heard('one')).toContain('answer');
    const exported = it.events.find(({ type }) => type === 'export');
    expect(exported).toMatchObject({
      spans: 2,
      rejected: 1,
      failure: expect.stringContaining('span id "none"'),
    });
  });

  test('an export is told after its exchange, then the spans it stored', async () => {
    const it = await play(['one']);
    it.say('one', exportOf({}));
    await expect.poll(() => it.heard('one')).toContain('answer');
    const told = it.events.slice(2);
    expect(told.map(({ type }) => type)).toEqual(['http', 'export', 'stored']);
    expect(told[1]).toMatchObject({ service: 'one', exchangeId: 'x1', spans: 1, rejected: 0 });
  });

  test('that no more exchanges are listed is said, once', async () => {
    const it = await play(['one']);
    const before = it.events.length;
    for (let id = 0; id < factLimits.exchanges + 2; id += 1) {
      it.say('one', { type: 'request', id, method: 'GET', url: 'http://localhost:1/', headers: [] });
    }
    const types = it.events.slice(before).map(({ type }) => type);
    expect(types.filter((type) => type === 'http')).toHaveLength(factLimits.exchanges);
    expect(types.filter((type) => type === 'note')).toHaveLength(1);
    expect(it.events.at(-1)).toMatchObject({ message: expect.stringContaining('later ones are not listed') });
  });

  test('that checks read no more lines is said, once', async () => {
    const it = await play(['one'], { limitMs: 1_000_000 });
    for (let line = 0; line < factLimits.stdout + 2; line += 1) {
      it.say('one', hello());
      if (line % 50 === 0) it.clock.advance(1_000);
    }
    it.clock.advance(10_000);
    const notes = it.events.filter(({ type }) => type === 'note');
    expect(notes).toMatchObject([{ message: expect.stringContaining('checks read only the first') }]);
  });

  test('a program that opens and closes a port for ever does not fill the stream', async () => {
    const it = await play(['one']);
    for (let round = 0; round < 1_000; round += 1) {
      it.listen('one');
      it.activity('one', { timers: 1 });
      it.say('one', { type: 'close', server: 1 });
    }
    expect(it.states('one').length).toBeGreaterThan(100);
    expect(it.states('one').length).toBeLessThanOrEqual(200);
  });

  test('the request box asks as "you"', async () => {
    const it = await play(['store']);
    it.listen('store');
    const asked = it.run.request({ method: 'get', url: 'http://localhost:5000/', headers: [] });
    it.say('store', { type: 'response', id: 1, status: 204, statusText: '', headers: [] });
    expect(await asked).toMatchObject({ from: 'you', to: 'store', method: 'GET', response: { status: 204 } });
  });
});
