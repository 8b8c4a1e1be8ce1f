/** A line that begins a fence, wherever it stands. */
import type { BlockLine } from './block.ts';
import { type InfoString, readInfo } from './info-string.ts';

export interface Opening {
  /** From 0. */
  row: number;
  line: number;
  /** Of its marks. */
  column: number;
  /** Such as three backticks. */
  mark: string;
  /** As written. */
  text: string;
  info: InfoString;
  /** `<!--`, a tag or the like on the same line. */
  behind: string;
}

const opening =
  /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*((?:<!--|\{\/\*)[ \t]*|(?:<[^<>]*>[ \t]*)*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/su;

/** Undefined: the line begins no fence, or one without words. */
export function openingOf({ text, line, column }: BlockLine, row: number): Opening | undefined {
  // Most lines are none, and most fences have a language only.
  if (!text.includes('```') && !text.includes('~~~')) return undefined;
  const found = opening.exec(text);
  if (found === null) return undefined;
  const [, behind = '', mark = '', rest = ''] = found;
  const words = rest.trim();
  const at = text.length - rest.length - mark.length;
  const infoAt = { line, column: column + text.length - rest.trimStart().length };
  const info = readInfo(words, infoAt);
  return info.words.length === 0
    ? undefined
    : { row, line, column: column + at, mark, text: words, info, behind: behind.trim() };
}
