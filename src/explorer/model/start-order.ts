/** Orders spans by start, the longer first where two start together, else as they stand. */

/** Above this many, sorting by digits is faster than comparing. */
const many = 4_096;

/** Indexes of the spans in their order. Starts are not negative. */
export function startOrder(startNs: Float64Array, durationNs: Float64Array): Uint32Array {
  const start = (index: number): number => startNs[index] ?? 0;
  const duration = (index: number): number => durationNs[index] ?? 0;
  const order = Uint32Array.from({ length: startNs.length }, (_, index) => index);
  if (startNs.length <= many) {
    return order.sort((a, b) => start(a) - start(b) || duration(b) - duration(a) || a - b);
  }
  const sorted = byDigits(order, startNs);
  for (let from = 0; from < sorted.length; ) {
    const same = start(sorted[from] ?? 0);
    let to = from + 1;
    while (to < sorted.length && start(sorted[to] ?? 0) === same) to += 1;
    if (to - from > 1) sorted.subarray(from, to).sort((a, b) => duration(b) - duration(a) || a - b);
    from = to;
  }
  return sorted;
}

/**
 * Radix sort. The bits of numbers that are not negative, read as an integer, are in the order of the numbers, so
 * each 16 bits are a digit; a digit that is the same everywhere is passed over. Stable.
 */
function byDigits(order: Uint32Array, keys: Float64Array): Uint32Array {
  // Adding 0 makes -0, whose bits are the largest, an ordinary 0.
  const digits = new Uint16Array(Float64Array.from(keys, (key) => key + 0).buffer);
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
    for (const index of from) {
      const at = digits[4 * index + digit] ?? 0;
      const place = places[at] ?? 0;
      to[place] = index;
      places[at] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
