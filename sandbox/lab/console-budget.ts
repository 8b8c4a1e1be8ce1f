/** How much console output of one program reaches the page: a burst, then a steady trickle of the latest. */

export const consoleLimits = {
  burst: 1_000,
  perSecond: 200,
  ring: 100,
  dropNoteEveryMs: 250,
  /** By weight, which is about the characters there are: as a burst, then a second, in all of a run, in the ring. */
  weight: { burst: 2_000_000, perSecond: 400_000, run: 8_000_000, ring: 500_000 },
} as const;

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
  /** About how many characters the entry holds. */
  weigh(entry: Entry): number;
  pass(entry: Entry): void;
  /** So many more were dropped. */
  dropped(count: number): void;
}

export function createConsoleBudget<Entry>(effects: ConsoleBudgetEffects<Entry>): ConsoleBudget<Entry> {
  const ring: { entry: Entry; weight: number }[] = [];
  let ringWeight = 0;
  let tokens: number = consoleLimits.burst;
  let weightTokens: number = consoleLimits.weight.burst;
  let weightOfRun: number = consoleLimits.weight.run;
  let at = effects.nowMs();
  let droppedCount = 0;
  let waiting = false;
  let finished = false;

  const refill = (): void => {
    const now = effects.nowMs();
    const seconds = (now - at) / 1000;
    const { weight } = consoleLimits;
    tokens = Math.min(consoleLimits.burst, tokens + seconds * consoleLimits.perSecond);
    weightTokens = Math.min(weight.burst, weightTokens + seconds * weight.perSecond);
    at = now;
  };
  const tellDropped = (): void => {
    if (droppedCount > 0) effects.dropped(droppedCount);
    droppedCount = 0;
  };
  const takeOldest = (): { entry: Entry; weight: number } | undefined => {
    const oldest = ring.shift();
    ringWeight -= oldest?.weight ?? 0;
    return oldest;
  };
  const drain = (): void => {
    refill();
    // One entry may be heavier than what is left: it passes, and the next ones wait for longer.
    while (tokens >= 1 && weightTokens > 0 && weightOfRun > 0) {
      const oldest = takeOldest();
      if (oldest === undefined) break;
      tokens -= 1;
      weightTokens -= oldest.weight;
      weightOfRun -= oldest.weight;
      effects.pass(oldest.entry);
    }
  };
  const isOverfull = (): boolean =>
    ring.length > consoleLimits.ring || (ring.length > 1 && ringWeight > consoleLimits.weight.ring);
  const later = (): void => {
    const waits = ring.length > 0 && weightOfRun > 0;
    if (waiting || finished || (!waits && droppedCount === 0)) return;
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
      const weight = effects.weigh(entry);
      ring.push({ entry, weight });
      ringWeight += weight;
      drain();
      while (isOverfull()) {
        takeOldest();
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
      for (const { entry } of ring.splice(0)) effects.pass(entry);
      finished = true;
    },
  };
}
