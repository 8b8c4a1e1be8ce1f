/** Numbers pairs of small numbers in the order they first come, without an object a pair: there may be 200,000. */
export interface PairIndex {
  readonly size: number;
  /** Which pair this is, from 0. Both numbers are at least -1. */
  of: (first: number, second: number) => number;
}

/** `most` is how many different pairs can come at all. */
export function createPairIndex(most: number): PairIndex {
  let slots = 16;
  while (slots < most * 2) slots *= 2;
  const mask = slots - 1;
  /** Open addressing: the number of the pair + 1, or 0. */
  const table = new Uint32Array(slots);
  const firsts = new Int32Array(most);
  const seconds = new Int32Array(most);
  let size = 0;
  return {
    get size() {
      return size;
    },
    of: (first, second) => {
      let slot = Math.imul(Math.imul(first + 2, 0x9e37_79b1) ^ (second + 2), 0x85eb_ca6b);
      slot = (slot ^ (slot >>> 15)) & mask;
      for (;;) {
        const pair = (table[slot] ?? 0) - 1;
        if (pair < 0) break;
        if (firsts[pair] === first && seconds[pair] === second) return pair;
        slot = (slot + 1) & mask;
      }
      firsts[size] = first;
      seconds[size] = second;
      table[slot] = ++size;
      return size - 1;
    },
  };
}
