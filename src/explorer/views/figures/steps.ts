/** Work that says where it may be interrupted, so that a page stays responsive while it is done. */
import { nextTurn } from '../../library/next-turn.ts';

/** Yields every few milliseconds of work, and returns what came of it. */
export type Steps<Result> = Generator<undefined, Result>;

/** How long to work before others have their turn: a frame has 16 ms. */
const sliceMs = 8;

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Works a slice at once, and what is left in later turns. `done` may be called before this returns. */
export function workThrough<Result>(
  steps: Steps<Result>,
  done: (result: Result) => void,
): { stop: () => void } {
  let wanted = true;
  const work = (): boolean => {
    const end = performance.now() + sliceMs;
    do {
      const step = steps.next();
      if (step.done === true) {
        done(step.value);
        return true;
      }
    } while (performance.now() < end);
    return false;
  };
  const goOn = async (): Promise<void> => {
    do await nextTurn();
    while (wanted && !work());
  };
  if (!work()) void goOn();
  return {
    stop: () => {
      wanted = false;
    },
  };
}
