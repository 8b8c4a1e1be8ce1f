import { expect, test, vi } from 'vitest';
import { workThrough } from '../../../src/explorer/library/work-through.ts';
import { finish, type Steps } from '../../../src/explorer/model/steps.ts';

function* count(to: number, stepMs: number): Steps<number> {
  for (let at = 0; at < to; at++) {
    const end = performance.now() + stepMs;
    while (performance.now() < end);
    yield;
  }
  return to;
}

test('steps can be done at once', () => {
  expect(finish(count(5, 0))).toBe(5);
});

test('short work is done at once, long work while others have their turns', async () => {
  const done: number[] = [];
  workThrough(count(3, 0), (result) => done.push(result));
  expect(done).toEqual([3]);
  workThrough(count(6, 4), (result) => done.push(result));
  workThrough(count(5, 4), (result) => done.push(result));
  expect(done).toEqual([3]);
  await vi.waitFor(() => expect(done).toContain(6));
  expect(done).toContain(5);
});

test('work nobody waits for ends', async () => {
  const done: number[] = [];
  const stopped = workThrough(count(6, 4), (result) => done.push(result));
  stopped.stop();
  workThrough(count(9, 4), (result) => done.push(result));
  await vi.waitFor(() => expect(done).toContain(9));
  expect(done).toEqual([9]);
});
