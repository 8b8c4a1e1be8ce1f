/** Does long work a slice at a time, so that a page stays responsive. */
import type { Steps } from '../model/steps.ts';
import { nextTurn } from './next-turn.ts';

/** How long to work before others have their turn: a frame has 16 ms. */
const sliceMs = 8;

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
