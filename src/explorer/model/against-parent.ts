/** A child cannot start before what caused it; when it says so, two clocks disagree. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import { warningBits } from './warning-bits.ts';

const client = spanKinds.indexOf('CLIENT');
const server = spanKinds.indexOf('SERVER');

/** What `markAgainstParent` reads, by row, and the warnings it writes. */
export interface ParentTimes {
  readonly parent: Int32Array;
  readonly kind: Uint8Array;
  readonly startNs: Float64Array;
  readonly durationNs: Float64Array;
  readonly warnings: Uint16Array;
}

/** Sets the warnings of rows whose start does not fit their parent's times; takes away those that no longer hold. */
export function markAgainstParent({ parent, kind, startNs, durationNs, warnings }: ParentTimes): void {
  const { 'no-start': noStart, 'starts-before-parent': early, 'starts-after-parent': late } = warningBits;
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row] ?? -1;
    let bits = (warnings[row] ?? 0) & ~(early | late);
    if (above >= 0 && ((bits | (warnings[above] ?? 0)) & noStart) === 0) {
      const start = startNs[row] ?? 0;
      const from = startNs[above] ?? 0;
      const took = durationNs[above] ?? 0;
      if (start < from) bits |= early;
      else if (took >= 0 && start > from + took && kind[above] === client && kind[row] === server)
        bits |= late;
    }
    warnings[row] = bits;
  }
}
