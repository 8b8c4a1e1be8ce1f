/** Where a configuration says something: found by its words, as code has no positions once it has run. */
import type { Position } from '@spanlab/sandbox/expect/problem.ts';

/**
 * Follows the keys of a path through the text, each after the one before. What is not found, because it is computed,
 * stands where the search got to; nothing found at all: the file's first column.
 */
export function positionOf(text: string, path: readonly PropertyKey[]): Position {
  // The words of comments are not the configuration's.
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/gu, (comment) =>
    comment.replace(/[^\n]/gu, ' '),
  );
  let at = 0;
  let end = 0;
  for (const key of path) {
    if (typeof key !== 'string') continue;
    const escaped = key.replace(/[^\w$]/gu, '\\$&');
    const found = new RegExp(`(?<![\\w$.])(["']?)${escaped}\\1(?=\\s*[:,}])`, 'gu');
    found.lastIndex = end;
    const match = found.exec(code);
    if (match === null) break;
    at = match.index;
    end = at + match[0].length;
  }
  return placeOf(text, at);
}

/** Line and column of an offset, from 1. */
export function placeOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
