/** The traces ticked for comparison, and what is to be done with them. */
import { plural } from '../../words.ts';

/** Why they cannot be compared, or undefined when they can. */
export function whatToTick(count: number): string | undefined {
  if (count === 2) return undefined;
  if (count === 0) return 'Tick two traces to compare them.';
  return count === 1
    ? 'Tick one more to compare it with.'
    : `${plural(count, 'trace')} are ticked: untick ${
        count === 3 ? 'one' : (count - 2).toLocaleString('en')
      }.`;
}

/** As they were ticked: the first is the left one. */
export function toggledTick(ticked: readonly string[], traceId: string): string[] {
  return ticked.includes(traceId) ? ticked.filter((each) => each !== traceId) : [...ticked, traceId];
}
