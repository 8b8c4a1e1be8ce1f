import { describe, expect, test } from 'vitest';
import { consoleLimits, createConsoleBudget } from '../../sandbox/lab/console-budget.ts';
import { consoleText } from '../../sandbox/lab/console-text.ts';
import { batchLimits, createOutbox } from '../../sandbox/lab/outbox.ts';
import { createRunWatch } from '../../sandbox/lab/run-watch.ts';
import { idle, waitingFor } from '../../sandbox/lab/waiting.ts';
import { preview } from '../../sandbox/realm/console-preview.ts';
import type { RunEvent } from '../../sandbox/schemas/run-event.ts';
import { fakeClock } from '../support/fake-clock.ts';

function setUpBudget(weight = 1) {
  const clock = fakeClock();
  const passed: number[] = [];
  let dropped = 0;
  const budget = createConsoleBudget<number>({
    ...clock,
    weigh: () => weight,
    pass: (entry) => passed.push(entry),
    dropped: (count) => {
      dropped += count;
    },
  });
  return { clock, budget, passed, dropped: () => dropped };
}

describe('the console budget', () => {
  test('what is not much passes at once, in order', () => {
    const { budget, passed } = setUpBudget();
    for (let entry = 0; entry < consoleLimits.burst; entry += 1) budget.offer(entry);
    expect(passed).toEqual(Array.from({ length: consoleLimits.burst }, (_, entry) => entry));
  });

  test('of a flood the first and the last pass, and what is between is counted', () => {
    const { budget, passed, dropped } = setUpBudget();
    for (let entry = 0; entry < 10_000; entry += 1) budget.offer(entry);
    budget.lost(5);
    budget.finish();
    expect(passed.at(-1)).toBe(9_999);
    expect(passed).toHaveLength(consoleLimits.burst + consoleLimits.ring);
    expect(dropped()).toBe(10_000 - passed.length + 5);
  });

  test('a flood that stops lets its last entries through by and by', () => {
    const { clock, budget, passed } = setUpBudget();
    for (let entry = 0; entry < 5_000; entry += 1) budget.offer(entry);
    clock.advance(2_000);
    expect(passed.at(-1)).toBe(4_999);
  });
});

describe('the console budget of text', () => {
  const weight = 100_000;
  const { burst, run, ring } = consoleLimits.weight;

  test('of a few heavy entries the first and the last pass, and what is between is counted', () => {
    const { budget, passed, dropped } = setUpBudget(weight);
    for (let entry = 0; entry < 500; entry += 1) budget.offer(entry);
    expect(passed).toHaveLength(burst / weight);
    budget.finish();
    expect(passed.at(-1)).toBe(499);
    expect(passed).toHaveLength((burst + ring) / weight);
    expect(dropped()).toBe(500 - passed.length);
  });

  test('however long a run goes on, so much passes and its last words', () => {
    const { clock, budget, passed, dropped } = setUpBudget(weight);
    for (let entry = 0; entry < 1_000; entry += 1) {
      budget.offer(entry);
      clock.advance(1_000);
    }
    expect(passed).toHaveLength(run / weight);
    budget.finish();
    expect(passed.at(-1)).toBe(999);
    expect(passed).toHaveLength((run + ring) / weight);
    expect(dropped()).toBe(1_000 - passed.length);
  });

  test('one entry heavier than the ring is kept as the last word', () => {
    const { budget, passed } = setUpBudget(ring + 1);
    for (let entry = 0; entry < 50; entry += 1) budget.offer(entry);
    budget.finish();
    expect(passed.at(-1)).toBe(49);
  });
});

describe('the outbox', () => {
  const event = (seq: number): RunEvent => ({
    runId: 'r',
    seq,
    atMs: 0,
    type: 'console-dropped',
    service: 's',
    count: 1,
  });

  test('sends bounded batches, one at a time, and loses nothing', () => {
    const batches: RunEvent[][] = [];
    const outbox = createOutbox(
      (events) => batches.push(events),
      (act) => act(),
    );
    for (let seq = 0; seq < 1_000; seq += 1) outbox.put(event(seq));
    expect(batches).toHaveLength(1);
    for (let shown = 0; shown < 20; shown += 1) outbox.shown();
    expect(batches.flat().map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, seq) => seq));
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(batchLimits.events);
  });
});

describe('the outbox and heavy events', () => {
  const text = 'x'.repeat(batchLimits.weight * 0.6);
  const at = { runId: 'r', seq: 0, atMs: 0, service: 's' };
  const exchange = { id: 'x1', from: 's', startedAtMs: 0, endedAtMs: 0, method: 'GET' };
  test.each<[string, RunEvent]>([
    ['console text', { ...at, type: 'console', level: 'log', args: [preview([text.slice(0, 20_000)])] }],
    ['a URL', { ...at, type: 'http', exchange: { ...exchange, url: text, requestHeaders: [] } }],
    ['headers', { ...at, type: 'http', exchange: { ...exchange, url: '', requestHeaders: [['a', text]] } }],
    [
      'an error',
      { ...at, type: 'uncaught', error: { type: 'error', name: 'Error', message: text, stack: [] } },
    ],
  ])('%s counts: what is heavy does not go together', (_, event) => {
    const sizes: number[] = [];
    const outbox = createOutbox(
      (events) => sizes.push(JSON.stringify(events).length),
      (act) => act(),
    );
    for (let seq = 0; seq < 20; seq += 1) outbox.put(event);
    for (let shown = 0; shown < 20; shown += 1) outbox.shown();
    expect(Math.max(...sizes)).toBeLessThan(batchLimits.weight * 1.1);
  });
});

describe('the page’s watch over a run', () => {
  function setUp() {
    const clock = fakeClock();
    const done: string[] = [];
    const watch = createRunWatch({
      ...clock,
      removeFrames: () => done.push('frames removed'),
      abort: (reason) => done.push(`told ${reason}`),
      giveUp: (event) => done.push(event?.type === 'exit' ? `given up: ${event.reason}, ${event.seq}` : ''),
    });
    return { clock, watch, done };
  }
  const exit: RunEvent = { runId: 'r', seq: 4, atMs: 0, type: 'exit', reason: 'finished', message: '' };

  test('does nothing about a run that ends', () => {
    const { clock, watch, done } = setUp();
    watch.started('r');
    watch.extended('r', 1_000);
    watch.saw([exit]);
    clock.advance(100_000);
    expect(done).toEqual([]);
  });

  test('ends a run itself when the lab does not, and then gives the lab up', () => {
    const { clock, watch, done } = setUp();
    watch.started('r');
    watch.extended('r', 1_000);
    watch.saw([{ ...exit, type: 'console-dropped', service: 's', count: 1 } as RunEvent]);
    clock.advance(2_500);
    expect(done).toEqual(['frames removed', 'told limit']);
    clock.advance(2_500);
    expect(done.at(-1)).toBe('given up: limit, 5');
  });

  test('acts within 2 s of Stop', () => {
    const { clock, watch, done } = setUp();
    watch.started('r');
    watch.stopping();
    clock.advance(1_300);
    expect(done).toEqual(['frames removed', 'told stopped']);
  });

  test('waits for a compiler, which has a limit of its own', () => {
    const { clock, watch, done } = setUp();
    watch.started('r');
    clock.advance(60_000);
    expect(done).toEqual([]);
  });
});

test('console arguments as text read as in a terminal', () => {
  const text = (...args: unknown[]) => consoleText(args.map(preview));
  expect(text('open on', 5000, true)).toBe('open on 5000 true');
  expect(text({ a: 'x', list: [1, 2] }, null)).toBe('{ a: "x", list: [ 1, 2 ] } null');
  expect(text(new TypeError('fetch failed', { cause: new Error('refused') }))).toBe(
    'TypeError: fetch failed { [cause]: Error: refused }',
  );
});

test('what a program waits for is a sentence', () => {
  const nothing = { ...idle, evaluated: true, quiet: true };
  expect(waitingFor(nothing)).toBeUndefined();
  expect(waitingFor({ ...nothing, timers: 2, requests: 1, serving: 1 })).toBe(
    'waits for 2 timers, 1 answer and 1 request to answer',
  );
});
