import type { Say } from './setup-error.ts';

/** Says how far something long is: not each step, but the latest one now and then. */
export interface SlowSpeech extends Disposable {
  /** The latest state of things. */
  update: (line: string) => void;
}

/** Speaks every so often, if there is something new. Dispose of it when the work has ended. */
export function saySlowly(say: Say, everyMs = 10_000): SlowSpeech {
  let latest: string | undefined;
  const timer = setInterval(() => {
    if (latest !== undefined) say(latest);
    latest = undefined;
  }, everyMs);
  return {
    update: (line) => {
      latest = line;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
