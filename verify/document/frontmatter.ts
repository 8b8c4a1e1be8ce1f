/** Frontmatter is no Markdown: nothing in it is a block. */

/** How many lines at the beginning of a document are its frontmatter, marks included. */
export function frontmatterLines(lines: readonly string[]): number {
  const mark = /^(?:---|\+\+\+)[ \t]*$/u.exec(lines[0] ?? '')?.[0].trim();
  if (mark === undefined) return 0;
  return lines.findIndex((line, index) => index > 0 && line.trimEnd() === mark) + 1;
}
