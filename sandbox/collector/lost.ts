/** Which items a Collector that ended has not delivered. */
import type { CollectorCounts, ComponentCounts } from '../schemas/collector.ts';

/** What is inside at this moment: in batches, in queues, waiting for a decision. */
export function heldIn({ components }: CollectorCounts): number {
  return components.reduce((sum, { queued }) => sum + queued, 0);
}

/** What exporters gave up on while it ended, and what was still held when it had. */
export function lostBetween(before: CollectorCounts, after: CollectorCounts): number {
  const known = new Map(before.components.map((each) => [keyOf(each), each]));
  const dropped = after.components
    .filter(({ kind }) => kind === 'exporter')
    .reduce((sum, each) => sum + Math.max(0, each.dropped - (known.get(keyOf(each))?.dropped ?? 0)), 0);
  return dropped + heldIn(after);
}

function keyOf({ kind, id, pipeline }: ComponentCounts): string {
  return `${kind} ${id} ${pipeline ?? ''}`;
}
