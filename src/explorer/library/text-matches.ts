/** Which texts of a table hold another, whatever the case. A text is looked at once, and only when it is met. */
import type { StringTable } from '../model/string-table.ts';

/** What is known of a text. */
const unknown = 0;
export const no = 1;
export const yes = 2;

export interface TextMatches {
  /** In lower case. */
  readonly needle: string;
  /** By number of a text: `no`, `yes`, or 0 for not looked at. */
  readonly states: Uint8Array;
  /** Whether the text of this number holds the needle. */
  readonly holds: (number: number) => boolean;
}

/** `known` is of the same needle or of a part of it: what does not hold that does not hold this. */
export function createTextMatches(strings: StringTable, needle: string, known?: TextMatches): TextMatches {
  const states = new Uint8Array(strings.length);
  if (known !== undefined) {
    states.set(known.states.subarray(0, states.length));
    if (known.needle !== needle) {
      for (let at = 0; at < states.length; at++) if (states[at] === yes) states[at] = unknown;
    }
  }
  return {
    needle,
    states,
    holds(number) {
      const state = states[number];
      if (state === yes) return true;
      if (state === no) return false;
      const found = strings.at(number).toLowerCase().includes(needle);
      // A text that came since lies beyond the array's end, where this keeps nothing.
      states[number] = found ? yes : no;
      return found;
    },
  };
}
