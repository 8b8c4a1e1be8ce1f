import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../sandbox/schemas/run-event.ts';
import type { LabSession } from '../../src/workbench/state/lab-session.ts';
import { runSolution } from '../../src/workbench/state/solution-trace.ts';
import { makeSpan } from '../browser/explorer/harness/make-span.ts';

const span = makeSpan({ service: 'shop', name: 'trip', spanId: '0000000000000001', at: 0, takes: 5 });
const request: Parameters<LabSession['run']>[0] = {
  lab: { services: [], network: {} } as never,
  files: {},
  expectation: { checks: [{ check: 'one span', read: 'store', extra: 'allow', spans: [{ name: 'trip' }] }] },
};

/** A lab that says what it is told to say: what is tested is when one stops to listen. */
function labThat() {
  let hear: (events: readonly RunEvent[]) => void = () => undefined;
  const dispose = vi.fn();
  const lab = {
    run: () => 'r1',
    dispose,
    subscribe(listener: typeof hear) {
      hear = listener;
      return () => {
        hear = () => undefined;
      };
    },
  } as unknown as LabSession;
  const say = (...events: object[]) =>
    hear(events.map((event, seq) => ({ runId: 'r1', seq, atMs: seq, ...event }) as RunEvent));
  return { open: () => Promise.resolve(lab), say, dispose };
}
const start = { type: 'start', services: [], limitMs: 1 };
const stored = { type: 'stored', service: 'shop', spans: [span] };
const exit = { type: 'exit', reason: 'finished', message: '' };
const check = (ok: boolean) => ({ type: 'check', result: { index: 0, check: 'one span', ok, reasons: [] } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the solution’s run', () => {
  test('is over when its checks are met and its programs have ended; its lab is closed', async () => {
    const { open, say, dispose } = labThat();
    const spans = runSolution(open, request, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(0);
    say(start, stored, check(true), exit);
    expect(await spans).toEqual([span]);
    expect(dispose).toHaveBeenCalledOnce();
  });

  test('waits for what the Collector delivers after the exit, but not for ever', async () => {
    const { open, say } = labThat();
    const spans = runSolution(open, request, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(0);
    say(start, exit);
    await vi.advanceTimersByTimeAsync(1_000);
    say(stored);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await spans).toEqual([span]);
  });

  test('ends though servers never do', async () => {
    const { open, say } = labThat();
    const spans = runSolution(open, request, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(0);
    say(start, stored, check(true));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await spans).toEqual([span]);
  });

  test('can be cancelled, and says why it could not start; its lab is closed all the same', async () => {
    const first = labThat();
    const cancel = new AbortController();
    const cancelled = runSolution(first.open, request, cancel.signal);
    await vi.advanceTimersByTimeAsync(0);
    cancel.abort(new Error('not wanted any more'));
    await expect(cancelled).rejects.toThrow('not wanted any more');
    expect(first.dispose).toHaveBeenCalledOnce();

    const second = labThat();
    const broken = runSolution(second.open, request, new AbortController().signal);
    const outcome = expect(broken).rejects.toThrow('does not compile');
    await vi.advanceTimersByTimeAsync(0);
    second.say(start, { type: 'exit', reason: 'not-started', message: 'does not compile' });
    await outcome;
    expect(second.dispose).toHaveBeenCalledOnce();
  });
});
