/** A clock that moves only when told to. */
export interface FakeClock {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  /** Moves on, calling what falls due on the way, in order. */
  advance(ms: number): void;
}

export function fakeClock(): FakeClock {
  let now = 0;
  let due: { at: number; act: () => void }[] = [];
  return {
    nowMs: () => now,
    after(delayMs, act) {
      const entry = { at: now + delayMs, act };
      due.push(entry);
      return () => {
        due = due.filter((each) => each !== entry);
      };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at);
        if (next === undefined) break;
        due = due.filter((each) => each !== next);
        now = next.at;
        next.act();
      }
      now = until;
    },
  };
}
