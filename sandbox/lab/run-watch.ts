/**
 * The page's own clock over a run. The lab's Worker keeps the limit; should a flood keep it from doing so, the page
 * removes the frames itself, and in the end the Worker.
 */
import type { ExitReason, RunEvent } from '../schemas/run-event.ts';

/** How long after Stop, or past the limit, the page waits before it acts; and then before it gives the Worker up. */
const patience = { afterStopMs: 1_300, pastLimitMs: 1_500, thenMs: 2_500 } as const;

export interface RunWatchEffects {
  removeFrames(): void;
  abort(reason: ExitReason, message: string): void;
  giveUp(event: RunEvent): void;
}

export interface RunWatch {
  started(runId: string, limitMs: number): void;
  extended(runId: string, limitMs: number): void;
  stopping(): void;
  saw(events: readonly RunEvent[]): void;
  dispose(): void;
}

export function createRunWatch(effects: RunWatchEffects): RunWatch {
  let current: { runId: string; startedAt: number; lastSeq: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wait = (ms: number, act: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const intervene = (reason: ExitReason, message: string): void => {
    effects.removeFrames();
    effects.abort(reason, message);
    wait(patience.thenMs, () => {
      if (current === undefined) return;
      const { runId, startedAt, lastSeq } = current;
      current = undefined;
      effects.giveUp({
        runId,
        seq: lastSeq + 1,
        atMs: performance.now() - startedAt,
        type: 'exit',
        reason,
        message: `${message} The lab was too busy to answer and was started anew; its traces are gone.`,
      });
    });
  };
  const watchLimit = (limitMs: number): void => {
    const message = `The run reached its limit of ${limitMs / 1000} s.`;
    wait(limitMs + patience.pastLimitMs, () => intervene('limit', message));
  };

  return {
    started(runId, limitMs) {
      current = { runId, startedAt: performance.now(), lastSeq: -1 };
      // Compiling, which has a limit of its own, comes before the programs' time begins.
      watchLimit(limitMs + 15_000);
    },
    extended(runId, limitMs) {
      if (current?.runId === runId) watchLimit(limitMs);
    },
    stopping() {
      if (current !== undefined) wait(patience.afterStopMs, () => intervene('stopped', 'Stopped.'));
    },
    saw(events) {
      for (const event of events) {
        if (event.runId !== current?.runId) continue;
        current.lastSeq = event.seq;
        if (event.type === 'exit') {
          clearTimeout(timer);
          current = undefined;
        }
      }
    },
    dispose() {
      clearTimeout(timer);
      current = undefined;
    },
  };
}
