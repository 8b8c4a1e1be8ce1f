/**
 * The order of numbers, fast enough for 200,000 of them between two frames: a radix sort of their bits, which
 * calls no comparison.
 */

const digitBits = 16;
const buckets = 1 << digitBits;
const mask = buckets - 1;

/** Indexes of `keys` from the least to the greatest (or back); equal keys keep their order. NaN comes last in both. */
export function argsort(keys: Float64Array, descending = false): Uint32Array {
  const count = keys.length;
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const bits = new Uint32Array(new Float64Array(keys).buffer);
  for (let index = 0; index < count; index++) {
    const key = keys[index] ?? 0;
    const [lowBits, highBits] = [bits[index * 2] ?? 0, bits[index * 2 + 1] ?? 0];
    if (Number.isNaN(key)) {
      low[index] = high[index] = 0xffff_ffff;
      continue;
    }
    // IEEE 754 orders as an integer once the sign is flipped, and for negative numbers all other bits, too.
    const negative = key < 0;
    const plain = key === 0;
    const sortedHigh = plain ? 0x8000_0000 : negative ? ~highBits : highBits | 0x8000_0000;
    const sortedLow = plain ? 0 : negative ? ~lowBits : lowBits;
    low[index] = descending ? ~sortedLow : sortedLow;
    high[index] = descending ? ~sortedHigh : sortedHigh;
  }
  let order = Uint32Array.from({ length: count }, (_, index) => index);
  let spare = new Uint32Array(count);
  const places = new Uint32Array(buckets);
  for (const [words, shift] of [
    [low, 0],
    [low, digitBits],
    [high, 0],
    [high, digitBits],
  ] as const) {
    places.fill(0);
    for (let index = 0; index < count; index++) {
      const digit = ((words[index] ?? 0) >>> shift) & mask;
      places[digit] = (places[digit] ?? 0) + 1;
    }
    // All alike in this digit: nothing to do.
    if ((places[((words[0] ?? 0) >>> shift) & mask] ?? 0) === count) continue;
    let before = 0;
    for (let digit = 0; digit < buckets; digit++) {
      const here = places[digit] ?? 0;
      places[digit] = before;
      before += here;
    }
    for (let at = 0; at < count; at++) {
      const index = order[at] ?? 0;
      const digit = ((words[index] ?? 0) >>> shift) & mask;
      const to = places[digit] ?? 0;
      spare[to] = index;
      places[digit] = to + 1;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
