/** Orders many numbers fast: starts of spans, ends of children. */
import { argsort } from './argsort.ts';

/** Above this many, sorting by digits is faster than comparing. */
const many = 4_096;

/** Indexes of `keys`, the least first; where two are equal the one with the larger `then` first, else as they stand. */
export function orderBy(keys: Float64Array, then: Float64Array): Uint32Array {
  const key = (index: number): number => keys[index] ?? 0;
  const second = (index: number): number => then[index] ?? 0;
  if (keys.length <= many) {
    const order = Uint32Array.from(keys, (_, index) => index);
    return order.sort((a, b) => key(a) - key(b) || second(b) - second(a) || a - b);
  }
  const sorted = argsort(keys);
  for (let from = 0; from < sorted.length; ) {
    const same = key(sorted[from] ?? 0);
    let to = from + 1;
    while (to < sorted.length && key(sorted[to] ?? 0) === same) to += 1;
    if (to - from > 1) sorted.subarray(from, to).sort((a, b) => second(b) - second(a) || a - b);
    from = to;
  }
  return sorted;
}
