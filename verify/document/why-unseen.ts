/** Why a fence that begins a line is none to a reader of Markdown. */
import type { Block, BlockLine } from './block.ts';
import type { Opening } from './opening.ts';

export type Syntax = 'markdown' | 'mdx' | 'other';

/** Does the block around it show it on purpose: fenced with more marks or others, or indented so that it ends nothing? */
export function isShown({ mark, column }: Opening, around: Block): boolean {
  if (!around.closed) return false;
  if (around.mark === '' || around.mark[0] !== mark[0] || around.mark.length > mark.length) return true;
  return column - around.fence.column > 3;
}

/** Undefined: those who show the document take it for a block all the same. */
export function whyUnseen(opening: Opening, lines: readonly BlockLine[], syntax: Syntax): string | undefined {
  const { text, behind, row, column } = opening;
  const found = `Found \`${text}\``;
  const unheld = 'Nothing holds this block.';
  if (behind !== '') return `${found} behind \`${behind}\`; a fence begins on a line of its own. ${unheld}`;
  if (syntax === 'mdx') {
    return `${found} within an expression or a string, where MDX has no blocks. ${unheld} Take it out of there.`;
  }
  if (syntax === 'other') return `${found} where it is no block. ${unheld} Take it out of what is around it.`;
  const tag = tagAbove(lines, row);
  if (tag !== undefined) {
    if (/^(?:[A-Z]|details$|summary$)/u.test(tag)) return undefined;
    return `${found} in the HTML of \`<${tag}>\`, which goes on to the next empty line. ${unheld} Put an empty line above the fence.`;
  }
  if (isInAdmonition(lines, row)) return undefined;
  const deep = column > 4 ? `, indented by ${column - 1}: Markdown takes it for plain text` : ' within HTML';
  const mend = column > 4 ? 'Take the indent away' : 'Close what is open above it';
  return `${found}${deep}. ${unheld} ${mend}, or fence what is only shown with more marks.`;
}

const mostLinesAbove = 40;

/** The tag of the HTML that a line belongs to: Markdown's goes on until an empty line. */
function tagAbove(lines: readonly BlockLine[], row: number): string | undefined {
  for (let above = row - 1; above >= Math.max(0, row - mostLinesAbove); above--) {
    const text = lines[above]?.text ?? '';
    if (text.trim() === '') return undefined;
    const tag = /^[ \t>]*<\/?([A-Za-z][\w.-]*)/u.exec(text)?.[1];
    if (tag !== undefined) return tag;
  }
  return undefined;
}

/** Python-Markdown's blocks (MkDocs): `!!! note`, `??? tip`, `=== "Tab"`, and below it lines indented by four. */
function isInAdmonition(lines: readonly BlockLine[], row: number): boolean {
  const indent = indentOf(lines[row]?.text ?? '');
  for (let above = row - 1; above >= Math.max(0, row - 10 * mostLinesAbove); above--) {
    const text = lines[above]?.text ?? '';
    if (text.trim() === '' || indentOf(text) >= indent) continue;
    return indentOf(text) === indent - 4 && /^ *(?:!!!|\?\?\?\+?|={3,4}[!+]*)[ \t]+["\w]/u.test(text);
  }
  return false;
}

function indentOf(text: string): number {
  return text.search(/\S|$/u);
}
