import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveSpans } from '../../../src/explorer/app/live-spans.ts';
import type { LoadReport } from '../../../src/explorer/library/library-message.ts';

const report = (problems: string[] = []): LoadReport => ({
  format: 'otlp-json-lines',
  spans: 1,
  bytes: 1,
  problems,
  traceIds: [],
});

function setUp(answers: (Error | string[] | 'waits')[] = []) {
  const asked: string[] = [];
  const told: (readonly string[])[] = [];
  const live = createLiveSpans({
    async load(after, to, signal) {
      asked.push(`${after}..${to}`);
      const answer = answers.shift() ?? [];
      if (answer === 'waits') await new Promise((_, reject) => signal.addEventListener('abort', reject));
      if (answer instanceof Error) throw answer;
      return report(answer === 'waits' ? [] : answer);
    },
    tell: (problems) => told.push(problems),
    retryMs: 100,
  });
  return { asked, told, live };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const soon = () => vi.advanceTimersByTimeAsync(0);

test('asks for what has come since, one after the other', async () => {
  const { asked, live, told } = setUp();
  live.came(2, 0);
  live.came(5, 0);
  await soon();
  live.came(5, 0);
  live.came(7, 0);
  await soon();
  expect(asked).toEqual(['0..2', '2..5', '5..7']);
  expect(told).toEqual([]);
});

test('what could not be had is said, and asked for again, with what came meanwhile', async () => {
  const { asked, told, live } = setUp([new Error('The line is down.'), new Error('Still.')]);
  live.came(5, 0);
  await soon();
  expect(told.at(-1)).toEqual(['Spans that came are not here: The line is down. They are asked for again.']);
  live.came(7, 0);
  await vi.advanceTimersByTimeAsync(99);
  expect(asked).toEqual(['0..5']);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(['0..5', '0..7']);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(['0..5', '0..7', '0..7']);
  expect(told.at(-1)).toEqual([]);
});

test('what was odd or given up is said once, whatever the count', async () => {
  const { told, live } = setUp([
    ['1 older trace was given up.'],
    ['1,002 older traces were given up.', 'A span had no id.'],
    ['31 older traces were given up.'],
  ]);
  for (const known of [1, 2, 3]) {
    live.came(known, known === 1 ? 0 : 4);
    await soon();
  }
  expect(told.at(-1)).toEqual([
    '1 older trace was given up.',
    'To make room, spanlab view has given up the traces that came first.',
    '1,002 older traces were given up.',
    'A span had no id.',
  ]);
  expect(told).toHaveLength(3);
});

test('another library is given what it lacks, and nothing twice', async () => {
  const { asked, live } = setUp(['waits']);
  live.came(4, 0);
  live.came(5, 0);
  live.moved(5);
  await soon();
  expect(asked).toEqual(['0..4']);
  live.came(6, 0);
  await soon();
  live.moved(0);
  await soon();
  expect(asked).toEqual(['0..4', '5..6', '0..6']);
});
