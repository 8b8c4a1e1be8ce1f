/** A file of an example, put together from its blocks. */
import { fatesOf } from '../../src/lessons/hidden-lines.ts';
import type { ExampleFile } from '../model/example.ts';
import type { Block, BlockLine } from './block.ts';

export interface DraftFile {
  name: string;
  /** In the document's order. */
  blocks: Block[];
}

/** Its text: every line that runs, hidden ones too, and where each begins in the document. */
export function toExampleFile({ name, blocks }: DraftFile): ExampleFile {
  const lines = blocks.flatMap((block) => runningLines(block).map(({ line }) => line));
  const last = blocks.at(-1);
  return {
    name,
    text: lines.map(({ text }) => `${text}\n`).join(''),
    // A position behind the last line end is where the last block ends.
    origins: [
      ...lines.map(({ line, column }) => ({ line, column })),
      { line: (last?.range.endLine ?? 0) + 1, column: last?.fence.column ?? 1 },
    ],
  };
}

/** Shell lines may begin with the prompt a reader knows. */
export function toShellFile(draft: DraftFile): ExampleFile {
  return toExampleFile({ ...draft, blocks: draft.blocks.map(withoutPrompts) });
}

/** How many lines of a block a reader sees. */
export function shownLines(block: Block): number {
  return runningLines(block).filter(({ shown }) => shown).length;
}

/** The line of the file that a reader sees as the n-th line (from 1) of one of its blocks; undefined: there is none. */
export function fileLineOf({ blocks }: DraftFile, block: Block, shownLine: number): number | undefined {
  const before = blocks.slice(0, blocks.indexOf(block));
  const offset = before.reduce((sum, each) => sum + runningLines(each).length, 0);
  const rows = runningLines(block).flatMap(({ shown }, index) => (shown ? [index] : []));
  const row = rows[shownLine - 1];
  return row === undefined ? undefined : offset + row + 1;
}

function runningLines(block: Block): { line: BlockLine; shown: boolean }[] {
  const fates = fatesOf(block.lines.map(({ text }) => text));
  return block.lines.flatMap((line, index) =>
    fates[index] === 'marker' ? [] : [{ line, shown: fates[index] === 'shown' }],
  );
}

function withoutPrompts(block: Block): Block {
  const first = block.lines.find(({ text }) => text.trim() !== '');
  if (first === undefined || !first.text.startsWith('$ ')) return block;
  return {
    ...block,
    lines: block.lines.map((line) =>
      line.text.startsWith('$ ') ? { ...line, text: line.text.slice(2), column: line.column + 2 } : line,
    ),
  };
}
