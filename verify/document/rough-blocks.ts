/** Fences found by their lines alone, without a parser. */
import type { Block, BlockLine } from './block.ts';

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^`]*)$/u;

/**
 * For documents that never speak of us, whose blocks are only counted, and for those that are not Markdown. Right but
 * for oddities, such as a fence within a block of HTML.
 */
export function roughBlocks(lines: readonly BlockLine[]): Block[] {
  const blocks: Block[] = [];
  let open: { mark: string; row: number; info: string; column: number; infoColumn: number } | undefined;
  const close = (row: number, closed: boolean) => {
    if (open === undefined) return;
    const { info, column, mark } = open;
    const line = open.row + 1;
    blocks.push({
      info,
      infoAt: { line, column: open.infoColumn },
      fence: { line, column },
      lines: lines.slice(line, row).map((each) => dedented(each, column - 1)),
      range: { line: line + 1, endLine: row },
      indent: (lines[open.row]?.text.slice(0, column - 1) ?? '').replace(/[^\s>]/gu, ' '),
      closed,
      mark,
      hidden: false,
    });
    open = undefined;
  };
  for (const [row, { text }] of lines.entries()) {
    if (!text.includes('```') && !text.includes('~~~')) continue;
    const found = fence.exec(text);
    const mark = found?.[1];
    if (found === null || mark === undefined) continue;
    const info = found[2]?.trim() ?? '';
    if (open === undefined) {
      const column = text.indexOf(mark) + 1;
      open = {
        mark,
        row,
        info,
        column,
        infoColumn: text.length - (found[2]?.trimStart().length ?? 0) + 1,
      };
    } else if (info === '' && mark.startsWith(open.mark)) close(row, true);
  }
  close(lines.length, false);
  return blocks;
}

/** Without up to so many spaces, or marks of a quotation, at its beginning. */
export function dedented({ text, line, column }: BlockLine, most: number): BlockLine {
  const before = /^[\s>]*/u.exec(text.slice(0, most))?.[0].length ?? 0;
  return { text: text.slice(before), line, column: column + before };
}
