/** Every text once, by number: names, keys and values of 200,000 spans are mostly the same few thousand. */

export interface StringTable {
  readonly length: number;
  /** What they take in memory, estimated. */
  readonly bytes: number;
  /** The number of a text; a new one when it was not here. */
  add(text: string): number;
  /** The number of a text, if it is here. */
  find(text: string): number | undefined;
  /** '' for a number that was not given out. */
  at(number: number): string;
  /** By number. Grows; not to be changed. */
  readonly all: readonly string[];
}

/** Of a string, its place in the list, and its entry in the map, beside its characters. */
const base = 60;

/** Number 0 is ''. */
export function createStringTable(): StringTable {
  const all: string[] = [''];
  const numbers = new Map<string, number>([['', 0]]);
  let bytes = base;
  return {
    all,
    get length() {
      return all.length;
    },
    get bytes() {
      return bytes;
    },
    add(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = all.length;
      all.push(text);
      numbers.set(text, number);
      // Two bytes a character: the engine keeps some texts at one, and a bound should hold for all.
      bytes += base + 2 * text.length;
      return number;
    },
    find: (text) => numbers.get(text),
    at: (number) => all[number] ?? '',
  };
}
