import { describe, expect, test } from 'vitest';
import { createLogRing } from '../../sandbox/lab/collector/log-ring.ts';
import { createPageSide } from '../../sandbox/lab/collector/session.ts';
import { createViewFeed } from '../../sandbox/lab/collector/view-feed.ts';
import type { ToLab } from '../../sandbox/lab/page-message.ts';
import type { CollectorCounts, CollectorLogLine, CollectorView } from '../../sandbox/schemas/collector.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { counted } from './fake-collector.ts';

const running: CollectorView = { state: 'running', problems: [], listeners: [], counts: [] };

describe('the view of a Collector', () => {
  function setUp() {
    const clock = fakeClock();
    const shown: CollectorView[] = [];
    const lines: CollectorLogLine[][] = [];
    let counts: CollectorCounts = { components: [] };
    let asked = 0;
    const feed = createViewFeed({
      after: clock.after,
      view: () => running,
      counts: async () => {
        asked += 1;
        return counts;
      },
      show: (view) => shown.push(view),
      lines: (more) => lines.push(more),
    });
    const pass = async (ms: number) => {
      for (let at = 0; at < ms; at += 10) {
        clock.advance(10);
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
      }
    };
    return {
      feed,
      shown,
      lines,
      pass,
      asked: () => asked,
      count: (sent: number, queued = 0) => {
        counts = { components: [counted('exporter', 'otlp', sent, queued)] };
      },
    };
  }

  test('is shown at once to who begins to watch, and counts when they are known', async () => {
    const { feed, shown, pass, count } = setUp();
    count(3);
    feed.watch(true);
    expect(shown).toEqual([running]);
    await pass(300);
    expect(shown.at(-1)?.counts).toMatchObject([{ sent: 3 }]);
  });

  test('costs nothing while nobody watches, or nothing moves', async () => {
    const { feed, shown, pass, asked } = setUp();
    for (let n = 0; n < 100; n += 1) feed.touched();
    await pass(2_000);
    expect([shown.length, asked()]).toEqual([0, 0]);
    feed.watch(true);
    await pass(2_000);
    const before = asked();
    await pass(10_000);
    expect(asked()).toBe(before);
    feed.watch(false);
    feed.touched();
    await pass(1_000);
    expect(asked()).toBe(before);
  });

  test('is shown a few times a second while much moves, the last of it included', async () => {
    const { feed, shown, pass, count } = setUp();
    feed.watch(true);
    for (let sent = 1; sent <= 200; sent += 1) {
      count(sent);
      feed.touched();
      await pass(10);
    }
    expect(shown.length).toBeLessThan(12);
    await pass(1_000);
    expect(shown.at(-1)?.counts).toMatchObject([{ sent: 200 }]);
  });

  test('follows what is held without being touched', async () => {
    const { feed, shown, pass, count } = setUp();
    count(0, 5);
    feed.watch(true);
    await pass(2_000);
    count(5);
    await pass(600);
    expect(shown.at(-1)?.counts).toMatchObject([{ sent: 5, queued: 0 }]);
  });

  test('comes with the log from where the page has it', async () => {
    const { feed, lines, pass } = setUp();
    for (const text of ['a', 'b', 'c']) feed.log({ level: 'info', text });
    feed.listen(true, 0);
    expect(lines.flat().map(({ text }) => text)).toEqual(['b', 'c']);
    feed.log({ level: 'info', text: 'd' });
    await pass(100);
    feed.listen(false, 3);
    feed.log({ level: 'info', text: 'e' });
    await pass(1_000);
    expect(lines.flat().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

describe('the ring of the log', () => {
  test('keeps the last lines, bounded in number and in size', () => {
    const ring = createLogRing({ lines: 3, characters: 100 });
    for (const text of ['a', 'b', 'c', 'd']) ring.add({ level: 'info', text });
    expect(ring.after(-1).map(({ text }) => text)).toEqual(['b', 'c', 'd']);
    expect(ring.after(2).map(({ seq }) => seq)).toEqual([3]);
    ring.add({ level: 'info', text: 'x'.repeat(99) });
    expect(ring.after(-1).map(({ seq }) => seq)).toEqual([3, 4]);
    ring.add({ level: 'info', text: 'y'.repeat(500) });
    expect(ring.after(-1).map(({ seq }) => seq)).toEqual([5]);
    expect(ring.last).toBe(5);
  });
});

describe('the Collector as the page has it', () => {
  function setUp() {
    const told: ToLab[] = [];
    let isOpen = false;
    const side = createPageSide({
      tell: (message) => told.push(message),
      ask: () => Promise.reject(new Error('not in this test')),
      isOpen: () => isOpen,
    });
    return { side, told, open: (is: boolean) => (isOpen = is), types: () => told.map(({ type }) => type) };
  }

  test('is absent, and watching it opens nothing', async () => {
    const { side, told } = setUp();
    const views: CollectorView[] = [];
    side.session.subscribe((view) => views.push(view));
    side.session.log(() => undefined);
    side.session.setBackendUp(false);
    expect(views.map(({ state }) => state)).toEqual(['absent']);
    expect(await side.session.hops()).toEqual([]);
    expect(told).toEqual([]);
  });

  test('tells a new Worker what it has to know', () => {
    const { side, told } = setUp();
    side.session.subscribe(() => undefined);
    side.session.log(() => undefined);
    side.session.setBackendUp(false);
    side.opened((message) => told.push(message));
    expect(told).toEqual([
      { type: 'collector-watch', watched: true },
      { type: 'collector-log', heard: true, after: -1 },
      { type: 'backend-up', up: false },
    ]);
  });

  test('asks for views only while somebody watches', () => {
    const { side, told, open } = setUp();
    open(true);
    const stops = [side.session.subscribe(() => undefined), side.session.subscribe(() => undefined)];
    for (const stop of stops) stop();
    expect(told).toEqual([
      { type: 'collector-watch', watched: true },
      { type: 'collector-watch', watched: false },
    ]);
  });

  test('shows one log over several Workers, and asks for what it lacks of it', () => {
    const { side, told, open } = setUp();
    open(true);
    const first: string[] = [];
    const stop = side.session.log((lines) => first.push(...lines.map(({ seq, text }) => `${seq} ${text}`)));
    side.lines([{ seq: 0, level: 'info', text: 'a' }]);
    stop();
    side.session.log((lines) => first.push(...lines.map(({ seq, text }) => `${seq} ${text}`)));
    expect(told.at(-1)).toEqual({ type: 'collector-log', heard: true, after: 0 });
    side.closed();
    side.opened((message) => told.push(message));
    expect(told.at(-1)).toEqual({ type: 'collector-log', heard: true, after: -1 });
    side.lines([{ seq: 0, level: 'info', text: 'b' }]);
    expect(first).toEqual(['0 a', '0 a', '1 b']);
  });

  test('is absent again when its Worker has gone', () => {
    const { side } = setUp();
    const states: string[] = [];
    side.session.subscribe(({ state }) => states.push(state));
    side.show(running);
    side.closed();
    expect(states).toEqual(['absent', 'running', 'absent']);
  });
});
