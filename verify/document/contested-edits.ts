/** Edits that cannot both be made: runs of one example that gave different things. */
import type { DocumentEdit } from '../model/finding.ts';

/** Those for whose lines another edit has another text. Whichever were written, the next update would take it back. */
export function contestedEdits(edits: readonly DocumentEdit[]): DocumentEdit[] {
  const byLines = Map.groupBy(edits, ({ file, line, endLine }) => JSON.stringify([file, line, endLine]));
  return [...byLines.values()].filter((each) => new Set(each.map(({ text }) => text)).size > 1).flat();
}
