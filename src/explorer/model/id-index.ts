/** Finds spans by their 64-bit id: a hash table in two arrays, for a `Map` of 200,000 bigints is ten times as slow. */

/** Nobody outside can tell: ids chosen so that all fall into one place would make finding them quadratic. */
const [seedLow, seedHigh] = crypto.getRandomValues(new Uint32Array(2));

export interface IdIndex {
  /** The first of those with this id; -1 when there is none. */
  find(ids: Uint32Array, at: number): number;
  /** 1 for those that share their id with others. */
  readonly shared: Uint8Array;
}

/** `ids` are 64-bit, in halves (see `word64.ts`); an id of 0 is none and is not found. */
export function createIdIndex(ids: Uint32Array): IdIndex {
  const count = ids.length / 2;
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)));
  const mask = slots - 1;
  /** One more than the index; 0 is an empty slot. */
  const table = new Uint32Array(slots);
  const shared = new Uint8Array(count);

  /** The slot of this id, or the empty one where it belongs. */
  function slotOf(low: number, high: number): number {
    let slot = mixed(mixed(low ^ (seedLow ?? 0)) ^ high ^ (seedHigh ?? 0)) & mask;
    for (;;) {
      const entry = table[slot] ?? 0;
      if (entry === 0) return slot;
      if (ids[2 * entry - 2] === low && ids[2 * entry - 1] === high) return slot;
      slot = (slot + 1) & mask;
    }
  }

  for (let index = 0; index < count; index++) {
    const low = ids[2 * index] ?? 0;
    const high = ids[2 * index + 1] ?? 0;
    if (low === 0 && high === 0) continue;
    const slot = slotOf(low, high);
    const first = table[slot] ?? 0;
    if (first === 0) {
      table[slot] = index + 1;
    } else {
      shared[index] = 1;
      shared[first - 1] = 1;
    }
  }

  return {
    shared,
    find(wanted, at) {
      const low = wanted[2 * at] ?? 0;
      const high = wanted[2 * at + 1] ?? 0;
      if (low === 0 && high === 0) return -1;
      return (table[slotOf(low, high)] ?? 0) - 1;
    },
  };
}

/** Every bit of a 32-bit number in every bit of the result: the last steps of MurmurHash3. */
function mixed(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
