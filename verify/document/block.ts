/** A fenced block as it stands in a document, whatever the document is written in. */
import type { LineOrigin } from '../model/place.ts';

/** A line of a block without what its list or quotation begins with, and where it begins in the document. */
export interface BlockLine extends LineOrigin {
  text: string;
}

export interface Block {
  /** Language and words, as written. */
  info: string;
  /** Where the info string begins. */
  infoAt: LineOrigin;
  /** Where the fence begins. */
  fence: LineOrigin;
  lines: readonly BlockLine[];
  /** The document's lines between the fences; `endLine` = `line - 1` when there are none. */
  range: { line: number; endLine: number };
  /** What each of those lines begins with: spaces, `> `. */
  indent: string;
  closed: boolean;
  /** What it is fenced with, such as three backticks; nothing where that is not Markdown's. */
  mark: string;
  /** It stands in a comment: run, never shown. */
  hidden: boolean;
  /** Text of the nearest heading above. */
  heading?: string;
}

/** Something in a document that cannot be read, and where. */
export interface Unreadable extends LineOrigin {
  message: string;
}

/** What one of the readers (Markdown, AsciiDoc, Astro) found. Blocks are in the document's order. */
export interface Blocks {
  blocks: Block[];
  problems: Unreadable[];
}
