import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js';
import { workThrough } from '../library/work-through.ts';
import type { Steps } from '../model/steps.ts';

/**
 * The result of the steps `make` returns, made again when what it reads changes. A small trace's is there at once; for
 * a large one it is undefined at first, and later the previous one until the next is ready.
 */
export function createResult<Result>(make: () => Steps<Result> | undefined): Accessor<Result | undefined> {
  let latest: Result | undefined;
  const current = createMemo(() => {
    const steps = make();
    const [result, setResult] = createSignal(steps === undefined ? undefined : latest, { equals: false });
    if (steps !== undefined) {
      const work = workThrough(steps, (made) => {
        latest = made;
        setResult(() => made);
      });
      onCleanup(work.stop);
    }
    return result;
  });
  return () => current()();
}
