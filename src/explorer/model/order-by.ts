/** Orders many numbers fast: starts of spans, ends of children. */

/** Above this many, sorting by digits is faster than comparing. */
const many = 4_096;

/** Indexes of `keys`, the least first; where two are equal the one with the larger `then` first, else as they stand. Keys are not negative. */
export function orderBy(keys: Float64Array, then: Float64Array): Uint32Array {
  const key = (index: number): number => keys[index] ?? 0;
  const second = (index: number): number => then[index] ?? 0;
  const order = new Uint32Array(keys.length);
  for (let index = 0; index < order.length; index++) order[index] = index;
  if (keys.length <= many) {
    return order.sort((a, b) => key(a) - key(b) || second(b) - second(a) || a - b);
  }
  const sorted = byDigits(order, keys);
  for (let from = 0; from < sorted.length; ) {
    const same = key(sorted[from] ?? 0);
    let to = from + 1;
    while (to < sorted.length && key(sorted[to] ?? 0) === same) to += 1;
    if (to - from > 1) sorted.subarray(from, to).sort((a, b) => second(b) - second(a) || a - b);
    from = to;
  }
  return sorted;
}

/**
 * Radix sort. The bits of numbers that are not negative, read as an integer, are in the order of the numbers, so
 * each 16 bits are a digit; a digit that is the same everywhere is passed over. Stable.
 */
function byDigits(order: Uint32Array, keys: Float64Array): Uint32Array {
  const positive = new Float64Array(keys.length);
  // Adding 0 makes -0, whose bits are the largest, an ordinary 0.
  for (let index = 0; index < keys.length; index++) positive[index] = (keys[index] ?? 0) + 0;
  const digits = new Uint16Array(positive.buffer);
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(order.length);
  for (let digit = 0; digit < 4; digit++) {
    const places = new Uint32Array(65_537);
    for (let index = 0; index < order.length; index++) {
      const at = (digits[4 * index + digit] ?? 0) + 1;
      places[at] = (places[at] ?? 0) + 1;
    }
    if (places[(digits[digit] ?? 0) + 1] === order.length) continue;
    for (let at = 1; at < places.length; at++) places[at] = (places[at] ?? 0) + (places[at - 1] ?? 0);
    for (let place = 0; place < from.length; place++) {
      const index = from[place] ?? 0;
      const at = digits[4 * index + digit] ?? 0;
      const next = places[at] ?? 0;
      to[next] = index;
      places[at] = next + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
