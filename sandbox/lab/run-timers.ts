/** The timers of a run: none of them acts when it is over, and all of them end with it. */

export interface RunTimers {
  /** Calls `act` later; the function it returns takes that back. */
  after(delayMs: number, act: () => void): () => void;
  end(): void;
}

export function createRunTimers(later: (delayMs: number, act: () => void) => () => void): RunTimers {
  const waiting = new Set<() => void>();
  let isOver = false;
  return {
    after(delayMs, act) {
      if (isOver) return () => undefined;
      const cancel = later(delayMs, () => {
        waiting.delete(cancel);
        act();
      });
      waiting.add(cancel);
      return () => {
        waiting.delete(cancel);
        cancel();
      };
    },
    end() {
      isOver = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
