/** Compares two traces as they are opened and as they grow, without keeping the page from drawing. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createPause } from '../library/next-turn.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { compareInSteps } from './compare-traces.ts';
import type { TraceComparison } from './comparison.ts';

/** The latest there is; undefined until the first. */
export function createComparison(
  left: () => TraceColumns,
  right: () => TraceColumns,
): Accessor<TraceComparison | undefined> {
  const [comparison, setComparison] = createSignal<TraceComparison>();
  createEffect(
    on([left, right], ([one, other]) => {
      const stopped = new AbortController();
      onCleanup(() => stopped.abort());
      const start = performance.now();
      void compared(one, other, stopped.signal).then((result) => {
        if (result === undefined) return;
        setComparison(result);
        // For the bench: from two open traces to their rows.
        performance.measure('spanlab:compared', { start });
      });
    }),
  );
  return comparison;
}

async function compared(
  left: TraceColumns,
  right: TraceColumns,
  signal: AbortSignal,
): Promise<TraceComparison | undefined> {
  const pause = createPause();
  const steps = compareInSteps(left, right);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
    if (signal.aborted) return undefined;
  }
}
