/** The blocks of an Astro component: `<Code code={`…`} … />`, and fences in what it hands to a Markdown renderer. */
import type { BlockLine, Blocks } from './block.ts';
import { codeTagsIn } from './code-tag.ts';
import { roughBlocks } from './rough-blocks.ts';

export function astroBlocks(lines: readonly BlockLine[]): Blocks {
  const tags = codeTagsIn(lines);
  const fences = roughBlocks(lines).filter(
    ({ fence }) => !tags.some(({ range }) => fence.line >= range.line && fence.line <= range.endLine),
  );
  return { blocks: [...tags, ...fences].sort((a, b) => a.fence.line - b.fence.line), problems: [] };
}
