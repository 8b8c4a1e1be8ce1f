import type { CollectorView, ComponentCounts } from '../../../sandbox/schemas/collector.ts';

/**
 * The view with what passed since a run began. The Collector lives on between runs and counts on; a learner looks at one
 * run. What is held now is shown as it is.
 * @param before the counts when the run began; a Collector that started anew since has forgotten them
 */
export function sinceRunBegan(view: CollectorView, before: readonly ComponentCounts[]): CollectorView {
  const earlier = new Map(before.map((counts) => [keyOf(counts), counts]));
  const startedAnew = view.counts.some((now) => {
    const then = earlier.get(keyOf(now));
    return then !== undefined && passed.some((field) => now[field] < then[field]);
  });
  if (startedAnew || before.length === 0) return view;
  return {
    ...view,
    counts: view.counts.map((now) => {
      const then = earlier.get(keyOf(now));
      if (then === undefined) return now;
      return { ...now, ...Object.fromEntries(passed.map((field) => [field, now[field] - then[field]])) };
    }),
  };
}

const passed = ['received', 'refused', 'sent', 'dropped'] as const;

function keyOf({ kind, id, pipeline }: ComponentCounts): string {
  return JSON.stringify([kind, id, pipeline]);
}
