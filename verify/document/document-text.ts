/** A document's text as lines: what ends them, and a byte order mark, are kept apart. */

export interface DocumentText {
  /** U+FEFF, or nothing. */
  bom: string;
  /** Without line ends. A text that ends in a line end has an empty last line. */
  lines: string[];
  /** The line end after each line; nothing after the last. */
  ends: string[];
}

/** Line ends are LF, CRLF and CR, as Markdown has them. */
export function splitDocument(text: string): DocumentText {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines: string[] = [];
  const ends: string[] = [];
  let start = bom.length;
  for (const match of text.matchAll(/\r\n|\n|\r/gu)) {
    lines.push(text.slice(start, match.index));
    ends.push(match[0]);
    start = match.index + match[0].length;
  }
  lines.push(text.slice(start));
  ends.push('');
  return { bom, lines, ends };
}

/** The text again. */
export function joinDocument({ bom, lines, ends }: DocumentText): string {
  return bom + lines.map((line, index) => line + (ends[index] ?? '')).join('');
}

/** The line end most lines have; LF when there is none. */
export function commonLineEnd({ ends }: DocumentText): string {
  const counts = new Map<string, number>();
  for (const end of ends) if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '\n';
}
