/** Fences of a document that never speaks of us: only counted, so they need no parser. */
import type { Block, BlockLine } from './block.ts';

const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})[ \t]*([^`]*)$/u;

/** Fences by their lines alone: right but for oddities, such as a fence within a block of HTML. */
export function roughBlocks(lines: readonly BlockLine[]): Block[] {
  const blocks: Block[] = [];
  let open: { mark: string; row: number; info: string; column: number } | undefined;
  const close = (row: number, closed: boolean) => {
    if (open === undefined) return;
    const at = { line: open.row + 1, column: open.column };
    blocks.push({
      info: open.info,
      infoAt: at,
      fence: at,
      lines: [],
      range: { line: open.row + 2, endLine: row },
      indent: '',
      closed,
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
    if (open === undefined) open = { mark, row, info, column: text.indexOf(mark) + 1 };
    else if (info === '' && mark.startsWith(open.mark)) close(row, true);
  }
  close(lines.length, false);
  return blocks;
}
