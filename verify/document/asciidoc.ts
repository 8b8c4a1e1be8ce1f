/** Source blocks of AsciiDoc: `[source,ts,verify]`, then a block between lines of `----`. */
import type { Block, BlockLine, Blocks, Unreadable } from './block.ts';
import { readInfo } from './info-string.ts';
import { isMeant } from './near-words.ts';
import { roughBlocks } from './rough-blocks.ts';

/** `[source,ts,…]`, `[source%nowrap,ts]`, `[,ts]`. */
const attributes = /^\[(?:source(?:[%#.][\w.%#-]*)?)?,\s*([\w+-].*)\]\s*$/u;
/** Words that say how AsciiDoc shows a block. */
const shown =
  /(?<=\s)(?:linenums|nowrap|(?:subs|start|indent|options|opts|role|id|linenums)=(?:"[^"]*"|\S+))/gu;

/** Markdown's fences, which AsciiDoc knows too, are found as well. What stands between lines of `////` is hidden. */
export function asciidocBlocks(lines: readonly BlockLine[]): Blocks {
  const blocks: Block[] = [];
  const problems: Unreadable[] = [];
  let heading: string | undefined;
  let comment: string | undefined;
  for (let row = 0; row < lines.length; row++) {
    const { text = '' } = lines[row] ?? {};
    const line = text.trimEnd();
    if (/^\/{4,}$/u.test(line) && (comment === undefined || comment === line)) {
      comment = comment === undefined ? line : undefined;
      continue;
    }
    heading = /^={1,6}\s+(.+)$/u.exec(line)?.[1] ?? heading;
    const list = attributes.exec(line)?.[1];
    if (list === undefined) continue;
    // A title may stand between the attributes and the block.
    let start = row + 1;
    while (/^\.\S/u.test(lines[start]?.text ?? '')) start++;
    const delimiter = /^(?:-{4,}|\.{4,})\s*$/u.exec(lines[start]?.text ?? '')?.[0].trimEnd();
    const info = withoutCommas(list)
      .replace(shown, (word) => ' '.repeat(word.length))
      .trimEnd();
    const infoAt = { line: row + 1, column: line.indexOf(list) + 1 };
    if (delimiter === undefined) {
      if (isMeant(readInfo(info, infoAt))) problems.push({ ...infoAt, message: undelimited(list) });
      continue;
    }
    const end = lines.findIndex((each, index) => index > start && each.text.trimEnd() === delimiter);
    const closed = end >= 0;
    const last = closed ? end : lines.length;
    blocks.push({
      // Commas become spaces, so that every word keeps its column.
      info,
      infoAt,
      fence: { line: row + 1, column: 1 },
      lines: lines.slice(start + 1, last),
      range: { line: start + 2, endLine: last },
      indent: '',
      closed,
      mark: '',
      hidden: comment !== undefined,
      ...(heading === undefined ? {} : { heading }),
    });
    row = last;
  }
  const fences = roughBlocks(lines).filter(
    ({ fence }) => !blocks.some(({ range }) => fence.line >= range.line && fence.line <= range.endLine),
  );
  return { blocks: [...blocks, ...fences].sort((a, b) => a.fence.line - b.fence.line), problems };
}

function undelimited(list: string): string {
  return `Found \`[source,${list}]\` without lines of \`----\` around its code. Nothing holds it. Put such a line above the code and one below it.`;
}

function withoutCommas(list: string): string {
  return list.replace(/"[^"]*"|,/gu, (found) => (found === ',' ? ' ' : found));
}
