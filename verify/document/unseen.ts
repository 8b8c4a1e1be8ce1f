/** Blocks that are ours by their first line, and that no reader of Markdown sees: each is read, or complained of. */
import type { Block, BlockLine, Blocks, Unreadable } from './block.ts';
import { spokenTagsIn } from './code-tag.ts';
import { readInfo } from './info-string.ts';
import { isMeant } from './near-words.ts';
import { type Opening, openingOf } from './opening.ts';
import { roughBlocks } from './rough-blocks.ts';
import { isShown, type Syntax, whyUnseen } from './why-unseen.ts';

interface Scan {
  lines: readonly BlockLine[];
  /** Those that were seen. */
  blocks: readonly Block[];
  syntax: Syntax;
  /** How many lines at the beginning hold nothing. */
  frontmatter: number;
}

/** @returns what was seen too, in the document's order */
export function withUnseen({ blocks, problems }: Blocks, scan: Omit<Scan, 'blocks'>): Blocks {
  const seen = blocks.toSorted((a, b) => a.fence.line - b.fence.line);
  const { unseen, swallowed } = openings({ ...scan, blocks: seen });
  const found: Blocks = { blocks: [], problems: swallowed };
  const rough = unseen.length === 0 ? new Map<number, Block>() : roughly(scan.lines, seen);
  for (const each of unseen) {
    const block = rough.get(each.line);
    const why = whyUnseen(each, scan.lines, scan.syntax);
    if (why === undefined && block?.closed === true) found.blocks.push(withHeading(block, seen));
    else found.problems.push({ line: each.line, column: each.column, message: why ?? neverEnds(each.text) });
  }
  found.problems.push(...unreadTags(scan, seen));
  return {
    blocks: [...seen, ...found.blocks].sort((a, b) => a.fence.line - b.fence.line),
    problems: [...problems, ...found.problems],
  };
}

/** Lines that begin a block of ours where none was seen: in nothing, or in a block that was to end above them. */
function openings({ lines, blocks, frontmatter }: Scan): { unseen: Opening[]; swallowed: Unreadable[] } {
  const candidates: { opening: Opening; around: Block | undefined }[] = [];
  let speaks = blocks.some(({ info, infoAt }) => isMeant(readInfo(info, infoAt)));
  let next = 0;
  for (const [row, line] of lines.entries()) {
    while (next < blocks.length && (blocks[next]?.fence.line ?? 0) <= line.line) next++;
    if (row < frontmatter) continue;
    const block = blocks[next - 1];
    if (block?.fence.line === line.line) continue;
    const opening = openingOf(line, row);
    if (opening?.info.role === undefined) continue;
    const around = block !== undefined && line.line <= block.range.endLine ? block : undefined;
    if (around !== undefined && isShown(opening, around)) continue;
    candidates.push({ opening, around });
    speaks ||= isMeant(opening.info);
  }
  // Words such as `output` are others' too.
  if (!speaks) return { unseen: [], swallowed: [] };
  const unseen: Opening[] = [];
  const swallowed = new Map<Block, Unreadable>();
  for (const { opening, around } of candidates) {
    if (around === undefined) unseen.push(opening);
    else if (!isOurs(around) && !swallowed.has(around)) {
      swallowed.set(around, { ...around.fence, message: endForgotten(around, opening) });
    }
  }
  return { unseen, swallowed: [...swallowed.values()] };
}

function endForgotten({ info, closed }: Block, { line, text }: Opening): string {
  const named = info === '' ? '' : `: \`${info}\``;
  const begun = `\`${text}\` (line ${line})`;
  return closed
    ? `Found another fence, ${begun}, before this one has ended${named}. Nothing holds that block. Close this one above it, or fence it with more marks.`
    : `Found a fence that never ends${named}. It takes in ${begun}, and nothing holds that block. Close it with the same marks, in the same list or quotation.`;
}

function neverEnds(text: string): string {
  return `Found a fence that never ends: \`${text}\`. Close it with the same marks, in the same list or quotation.`;
}

/** What was seen is taken out: what is left are the fences that were not. */
function roughly(lines: readonly BlockLine[], seen: readonly Block[]): Map<number, Block> {
  const left = [...lines];
  for (const { fence, range } of seen) {
    for (let row = fence.line - 1; row <= Math.min(range.endLine, lines.length - 1); row++) {
      const line = left[row];
      if (line !== undefined) left[row] = { ...line, text: '' };
    }
  }
  return new Map(roughBlocks(left).map((block) => [block.fence.line, block]));
}

function withHeading(block: Block, seen: readonly Block[]): Block {
  const heading = seen.findLast(({ fence }) => fence.line < block.fence.line)?.heading;
  return heading === undefined ? block : { ...block, heading };
}

/** `<Code meta="verify" …>` whose code is not known before the page is built, or that is none in this document. */
function unreadTags(
  { lines, syntax, frontmatter }: Omit<Scan, 'blocks'>,
  seen: readonly Block[],
): Unreadable[] {
  if (!lines.some(({ text }) => text.includes('<Code'))) return [];
  return spokenTagsIn(lines.slice(frontmatter)).flatMap(
    ({ name, info, isPlain, at, before }): Unreadable[] => {
      if (!isMeant(readInfo(info, at))) return [];
      const isSeen = seen.some(
        ({ fence, range, mark }) =>
          (fence.line === at.line && fence.column === at.column) ||
          (mark !== '' && fence.line < at.line && at.line <= range.endLine),
      );
      // Text that speaks of a tag.
      if (isSeen || (syntax === 'markdown' && before.trim() !== '')) return [];
      const why =
        isPlain && syntax === 'mdx'
          ? 'which is read only on lines of its own, outside of expressions'
          : isPlain && syntax === 'markdown'
            ? 'which only MDX and Astro know'
            : 'whose code is not known before the page is built';
      const tag = `<${name} …> that says \`${info.slice(info.indexOf(' ') + 1)}\``;
      return [
        {
          ...at,
          message: `Found ${tag}, ${why}. Nothing holds it. Write a fenced block, or the code itself: <Code code={\`…\`} lang="ts" meta="verify" />.`,
        },
      ];
    },
  );
}

function isOurs({ info, infoAt }: Block): boolean {
  return readInfo(info, infoAt).role !== undefined;
}
