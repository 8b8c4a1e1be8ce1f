/** How much console output of one program reaches the page: a burst, then a steady trickle of the latest. */

export const consoleLimits = { burst: 1_000, perSecond: 200, ring: 100, dropNoteEveryMs: 250 } as const;

export interface ConsoleBudget<Entry> {
  offer(entry: Entry): void;
  /** Entries that were dropped before they came here. */
  lost(count: number): void;
  /** Let go of what the ring still holds: the last a program said is the best there is to see. */
  finish(): void;
}

export interface ConsoleBudgetEffects<Entry> {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  pass(entry: Entry): void;
  /** So many more were dropped. */
  dropped(count: number): void;
}

export function createConsoleBudget<Entry>(effects: ConsoleBudgetEffects<Entry>): ConsoleBudget<Entry> {
  const ring: Entry[] = [];
  let tokens: number = consoleLimits.burst;
  let at = effects.nowMs();
  let droppedCount = 0;
  let waiting = false;
  let finished = false;

  const refill = (): void => {
    const now = effects.nowMs();
    tokens = Math.min(consoleLimits.burst, tokens + ((now - at) / 1000) * consoleLimits.perSecond);
    at = now;
  };
  const tellDropped = (): void => {
    if (droppedCount > 0) effects.dropped(droppedCount);
    droppedCount = 0;
  };
  const drain = (): void => {
    refill();
    while (tokens >= 1) {
      const entry = ring.shift();
      if (entry === undefined) break;
      tokens -= 1;
      effects.pass(entry);
    }
  };
  const later = (): void => {
    if (waiting || finished || (ring.length === 0 && droppedCount === 0)) return;
    waiting = true;
    effects.after(consoleLimits.dropNoteEveryMs, () => {
      waiting = false;
      if (finished) return;
      tellDropped();
      drain();
      later();
    });
  };

  return {
    offer(entry) {
      ring.push(entry);
      drain();
      if (ring.length > consoleLimits.ring) {
        ring.shift();
        droppedCount += 1;
      }
      later();
    },
    lost(count) {
      droppedCount += count;
      later();
    },
    finish() {
      tellDropped();
      for (const entry of ring.splice(0)) effects.pass(entry);
      finished = true;
    },
  };
}
