/** Traces read back from a real Jaeger: as they come, each span once, and never for ever. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createTraceReader, maxTraces, patienceMs } from '../../sandbox/lab/local-backend-traces.ts';
import type { Span } from '../../sandbox/schemas/trace.ts';
import { blankSpan } from '../support/blank-span.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';

const traceId = 'a'.repeat(32);
const span = (n: number, trace = traceId): Span => ({
  ...blankSpan,
  traceId: trace,
  spanId: String(n).padStart(16, '0'),
  name: `span ${n}`,
});

let clock: FakeClock;
/** What Jaeger has. */
let held: Map<string, Span[]>;
let asked: string[];
let arrived: string[];
let reader: ReturnType<typeof createTraceReader>;

beforeEach(() => {
  clock = fakeClock();
  held = new Map();
  asked = [];
  arrived = [];
  reader = createTraceReader('http://jaeger', {
    ...clock,
    fetch: async (url) => {
      asked.push(url);
      const spans = held.get(url.split('/').at(-1) ?? '') ?? [];
      if (spans.length === 0)
        return Response.json({ error: { httpCode: 404, message: 'No traces found' } }, { status: 404 });
      const told = spans.map(({ traceId: trace, spanId, name }) => ({
        traceId: trace,
        spanId,
        name,
        startTimeUnixNano: '1',
        endTimeUnixNano: '2',
      }));
      return Response.json({ result: { resourceSpans: [{ scopeSpans: [{ spans: told }] }] } });
    },
    arrived: (spans) => arrived.push(...spans.map(({ name }) => name)),
  });
});

/** Lets time pass in steps, and what was asked be answered in between. */
async function pass(ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 50) {
    clock.advance(50);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('asks for a trace by its id, and tells its spans when they are there', async () => {
  reader.expect([span(1)]);
  await pass(200);
  expect(arrived).toEqual([]);
  held.set(traceId, [span(1)]);
  await pass(500);
  expect(asked[0]).toBe(`http://jaeger/api/v3/traces/${traceId}`);
  expect(arrived).toEqual(['span 1']);
  expect(reader.missing()).toBe(0);
});

test('tells each span once, also those it did not expect', async () => {
  held.set(traceId, [span(1), span(2)]);
  reader.expect([span(1)]);
  await pass(300);
  held.set(traceId, [span(1), span(2), span(3)]);
  reader.expect([span(3)]);
  await pass(300);
  expect(arrived).toEqual(['span 1', 'span 2', 'span 3']);
});

test('stops asking when all are there', async () => {
  held.set(traceId, [span(1)]);
  reader.expect([span(1)]);
  await pass(300);
  const { length } = asked;
  await pass(5_000);
  expect(asked.length).toBe(length);
});

test('asks ever more slowly', async () => {
  reader.expect([span(1)]);
  await pass(1_000);
  const early = asked.length;
  await pass(9_000);
  expect(early).toBeGreaterThanOrEqual(3);
  expect(asked.length - early).toBeLessThan(8);
});

describe('whoever waits', () => {
  const settledAfter = async (act: () => void): Promise<number> => {
    let at = -1;
    const begin = clock.nowMs();
    void reader.settled().then(() => {
      at = clock.nowMs() - begin;
    });
    act();
    await pass(patienceMs + 2_000);
    return at;
  };

  test('waits for nothing when nothing was sent', async () => {
    expect(await settledAfter(() => undefined)).toBeLessThanOrEqual(50);
  });

  test('waits until the last has come', async () => {
    reader.expect([span(1)]);
    const at = await settledAfter(() => clock.after(700, () => held.set(traceId, [span(1)])));
    expect(at).toBeGreaterThan(650);
    expect(at).toBeLessThan(patienceMs);
  });

  test('gives up on what never comes, and can be told how much that is', async () => {
    reader.expect([span(1), span(2)]);
    held.set(traceId, [span(1)]);
    const at = await settledAfter(() => undefined);
    expect(at).toBeGreaterThanOrEqual(patienceMs);
    expect(at).toBeLessThan(patienceMs + 1_000);
    expect(reader.missing()).toBe(1);
  });

  test('does not wait when the run has been ended', async () => {
    reader.expect([span(1)]);
    expect(await settledAfter(() => reader.end())).toBeLessThan(100);
    const { length } = asked;
    await pass(3_000);
    expect(asked.length).toBe(length);
  });
});

test('looks for so many traces and no more, and counts the others as missing', async () => {
  const many = Array.from({ length: maxTraces + 3 }, (_, n) => span(1, n.toString(16).padStart(32, '0')));
  for (const each of many) held.set(each.traceId, [each]);
  reader.expect(many);
  await pass(500);
  expect(arrived.length).toBe(maxTraces);
  expect(reader.missing()).toBe(3);
});
