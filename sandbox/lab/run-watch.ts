/**
 * The page's own clock over a run. The lab's Worker keeps the limit; should a flood keep it from doing so, the page
 * removes the frames itself, and in the end the Worker.
 */
import type { ExitReason, RunEvent } from '../schemas/run-event.ts';

/** How long after Stop, or past the limit, the page waits before it acts; and then before it gives the Worker up. */
const patience = { afterStopMs: 1_300, pastLimitMs: 1_500, thenMs: 2_500 } as const;

export interface RunWatchEffects {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  removeFrames(): void;
  abort(reason: ExitReason, message: string): void;
  /** Ends the lab's Worker; with a run under way, `event` is that run's end. */
  giveUp(event: RunEvent | undefined): void;
}

export interface RunWatch {
  started(runId: string): void;
  /** The programs' time counts from now. */
  extended(runId: string, limitMs: number): void;
  stopping(): void;
  /** The lab's Worker could not be loaded, or has failed; nothing more comes from it. */
  broke(why: string): void;
  saw(events: readonly RunEvent[]): void;
  dispose(): void;
}

export function createRunWatch(effects: RunWatchEffects): RunWatch {
  let current: { runId: string; startedAt: number; lastSeq: number } | undefined;
  let cancel = (): void => undefined;

  const wait = (ms: number, act: () => void): void => {
    cancel();
    cancel = effects.after(ms, act);
  };
  const giveUp = (reason: ExitReason, message: string): void => {
    cancel();
    if (current === undefined) {
      effects.giveUp(undefined);
      return;
    }
    const { runId, startedAt, lastSeq } = current;
    current = undefined;
    effects.giveUp({
      runId,
      seq: lastSeq + 1,
      atMs: effects.nowMs() - startedAt,
      type: 'exit',
      reason,
      message,
    });
  };
  const intervene = (reason: ExitReason, message: string): void => {
    effects.removeFrames();
    effects.abort(reason, message);
    wait(patience.thenMs, () => {
      giveUp(reason, `${message} The lab was too busy to answer and was started anew; its traces are gone.`);
    });
  };
  const watchLimit = (limitMs: number): void => {
    const message = `The run reached its limit of ${limitMs / 1000} s.`;
    wait(limitMs + patience.pastLimitMs, () => intervene('limit', message));
  };

  return {
    started(runId) {
      // Compiling, which has a limit of its own, comes before the programs' time begins.
      cancel();
      current = { runId, startedAt: effects.nowMs(), lastSeq: -1 };
    },
    extended(runId, limitMs) {
      if (current?.runId === runId) watchLimit(limitMs);
    },
    stopping() {
      if (current !== undefined) wait(patience.afterStopMs, () => intervene('stopped', 'Stopped.'));
    },
    broke(why) {
      giveUp('crashed', `The lab itself failed, and its traces are gone: ${why}`);
    },
    saw(events) {
      for (const event of events) {
        if (event.runId !== current?.runId) continue;
        current.lastSeq = event.seq;
        if (event.type === 'exit') {
          cancel();
          current = undefined;
        }
      }
    },
    dispose() {
      cancel();
      current = undefined;
    },
  };
}
