import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLibrary } from '../../../src/explorer/library/follow-library.ts';

interface Question {
  signal: AbortSignal;
  answer: (words: string) => Promise<void>;
  fail: (words: string) => Promise<void>;
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
};

function setUp(how: { restMs?: number; onFrame?: (callback: () => void) => void } = {}) {
  const questions: Question[] = [];
  const heard: string[] = [];
  const listeners = new Set<() => void>();
  const following = followLibrary<string>({
    library: {
      subscribe(changed) {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    },
    ask: (signal) =>
      new Promise((resolve, reject) => {
        questions.push({
          signal,
          answer(words) {
            resolve(words);
            return settled();
          },
          fail(words) {
            reject(new Error(words));
            return settled();
          },
        });
      }),
    onAnswer: (words) => heard.push(words),
    onError: (error) => heard.push(`${error}`),
    ...how,
  });
  const change = (): void => {
    for (const listener of listeners) listener();
  };
  return { questions, heard, listeners, following, change };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('asks at once, and again when the library has changed', async () => {
  const { questions, heard, change } = setUp();
  expect(questions).toHaveLength(1);
  await questions[0]?.answer('one');
  expect(questions).toHaveLength(1);
  change();
  expect(questions).toHaveLength(2);
  await questions[1]?.answer('two');
  expect(heard).toEqual(['one', 'two']);
});

test('changes while it waits are one question, asked when the answer is there', async () => {
  const { questions, heard, change } = setUp();
  for (let times = 0; times < 5; times += 1) change();
  expect(questions).toHaveLength(1);
  expect(questions[0]?.signal.aborted).toBe(false);
  await questions[0]?.answer('one');
  expect(heard).toEqual(['one']);
  expect(questions).toHaveLength(2);
  await questions[1]?.answer('two');
  expect(questions).toHaveLength(2);
});

test('an error is told, and the next change asks again', async () => {
  const { questions, heard, change } = setUp();
  await questions[0]?.fail('gone');
  change();
  await questions[1]?.answer('back');
  expect(heard).toEqual(['Error: gone', 'back']);
});

test('asking anew lets go of what was asked: its answer and its error are not told', async () => {
  const { questions, heard, following } = setUp();
  following.again();
  expect(questions.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await questions[1]?.answer('two');
  await questions[0]?.answer('one');
  following.again();
  following.again();
  await questions[2]?.fail('late');
  expect(heard).toEqual(['two']);
});

test('what is cancelled is asked again only when the library changes', async () => {
  const { questions, heard, following, change } = setUp();
  change();
  following.cancel();
  await questions[0]?.answer('one');
  expect([questions.length, heard]).toEqual([1, []]);
  change();
  await questions[1]?.answer('two');
  expect(heard).toEqual(['two']);
});

test('rests between an answer and the next question, longer after one that took its time', async () => {
  const { questions, change } = setUp({ restMs: 100 });
  vi.advanceTimersByTime(300);
  await questions[0]?.answer('one');
  change();
  vi.advanceTimersByTime(599);
  expect(questions).toHaveLength(1);
  vi.advanceTimersByTime(2);
  expect(questions).toHaveLength(2);
  await questions[1]?.answer('two');
  vi.advanceTimersByTime(101);
  change();
  expect(questions).toHaveLength(3);
});

test('many changes in a frame are one', async () => {
  const frames: (() => void)[] = [];
  const { questions, change } = setUp({ onFrame: (callback) => frames.push(callback) });
  await questions[0]?.answer('one');
  change();
  change();
  expect([questions.length, frames.length]).toEqual([1, 1]);
  frames[0]?.();
  expect(questions).toHaveLength(2);
});

test('is over for good', async () => {
  const frames: (() => void)[] = [];
  const { questions, heard, listeners, following, change } = setUp({
    onFrame: (callback) => frames.push(callback),
  });
  change();
  following[Symbol.dispose]();
  frames[0]?.();
  following.again();
  await questions[0]?.answer('one');
  expect([questions.length, heard, listeners.size]).toEqual([1, [], 0]);
  expect(questions[0]?.signal.aborted).toBe(true);
});
