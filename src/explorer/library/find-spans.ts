/** Finds spans of a trace: each text of theirs is looked at once, then rows are compared by number. */
import type { SpanTable } from '../model/span-table.ts';
import type { FindQuery } from './find-query.ts';
import { createPause } from './next-turn.ts';
import { anywhere, underKey } from './span-tests.ts';
import { createTextMatches, type TextMatches } from './text-matches.ts';
import type { FindResult } from './trace-library.ts';

export interface SpanFinder {
  /** @throws the signal's reason */
  find(query: FindQuery, signal?: AbortSignal): Promise<FindResult>;
}

/** Rows between two looks at the clock. */
const stride = 1_024;

/** Finds among spans of a table. Remembers the last query: with one more letter, less is to be looked at. */
export function createSpanFinder(table: SpanTable, numbers: Uint32Array): SpanFinder {
  let last: readonly TextMatches[] = [];

  /** What was found for the longest part of the text that was looked for. */
  function known(text: string): TextMatches | undefined {
    return last
      .filter(({ needle }) => text.includes(needle))
      .toSorted((a, b) => b.needle.length - a.needle.length)[0];
  }

  return {
    async find({ terms, without }, signal) {
      const pause = createPause(signal);
      const texts: TextMatches[] = [];
      const matchesOf = (text: string): TextMatches => {
        const matches = createTextMatches(table.strings, text, known(text));
        texts.push(matches);
        return matches;
      };
      const tests = terms.map(({ key, text, word }) => {
        if (key === undefined) return anywhere(table, matchesOf(text), without);
        const byKey = underKey(table, key, matchesOf(text));
        if (word === undefined) return byKey;
        const asWord = anywhere(table, matchesOf(word), without);
        return (span: number) => byKey(span) || asWord(span);
      });
      last = texts;
      const result: FindResult = { matches: new Uint8Array(numbers.length), count: 0 };
      for (let row = 0; row < numbers.length; row++) {
        if (row % stride === 0) await pause();
        const span = numbers[row] ?? 0;
        if (!tests.every((test) => test(span))) continue;
        result.matches[row] = 1;
        result.count += 1;
      }
      return result;
    },
  };
}
