/** The limit of a run. Servers without a client go on past it, for as long as they answer. */

const answerWithinMs = 1_000;

export interface RunLimitEffects {
  after(delayMs: number, act: () => void): () => void;
  /** All its programs are servers, and none of them is over. */
  mayGoOn(): boolean;
  /** It has not begun to end. */
  isRunning(): boolean;
  programs(): number;
  ping(): void;
  extended(): void;
  tooLong(): void;
}

export interface RunLimit {
  start(limitMs: number): void;
  /** This program has spoken of itself. */
  answered(slot: number): void;
}

export function createRunLimit(effects: RunLimitEffects): RunLimit {
  /** Slots that have spoken of themselves since the limit came. */
  const answered = new Set<number>();
  const start = (limitMs: number): void => {
    effects.extended();
    effects.after(limitMs, () => {
      if (!effects.mayGoOn()) {
        effects.tooLong();
        return;
      }
      answered.clear();
      effects.ping();
      effects.after(answerWithinMs, () => {
        if (!effects.isRunning()) return;
        if (answered.size < effects.programs()) effects.tooLong();
        else start(limitMs);
      });
    });
  };
  return { start, answered: (slot) => answered.add(slot) };
}
