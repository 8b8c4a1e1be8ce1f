/** `<!-- spanlab-ignore version -->`: what is said there is said on purpose. */
import type { Nodes, Parents, Root } from 'mdast';

export type Ignorable = 'link' | 'version';
const order = /^(?:<!--|\/\*)\s*spanlab-ignore(-file)?((?:\s+(?:link|version))*)\s*(?:-->|\*\/)$/u;

export interface IgnoredLines {
  what: readonly string[];
  from: number;
  to: number;
}

/**
 * Which lines are to be left alone. A comment on lines of its own speaks of the block after it; one within a
 * paragraph, of that paragraph; `spanlab-ignore-file`, of the document. MDX writes `{/* … *\/}`. Without a word:
 * links and versions.
 */
export function ignoredLines(root: Root): IgnoredLines[] {
  const ranges: IgnoredLines[] = [];
  const look = (parent: Parents) => {
    for (const [index, node] of parent.children.entries()) {
      const found = order.exec(commentOf(node));
      if (found !== null) {
        const words = (found[2] ?? '').split(/\s+/u).filter((word) => word !== '');
        const what = words.length > 0 ? words : ['link', 'version'];
        const isInline = parent.type === 'paragraph';
        const next = isInline ? parent : parent.children[index + 1];
        const [from, to] = found[1]
          ? [1, Number.MAX_SAFE_INTEGER]
          : [(isInline ? parent : node).position?.start.line ?? 0, (next ?? node).position?.end.line ?? 0];
        ranges.push({ what, from, to });
      }
      if ('children' in node) look(node);
    }
  };
  look(root);
  return ranges;
}

function commentOf(node: Nodes): string {
  const isComment =
    node.type === 'html' || node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';
  return isComment ? node.value.trim() : '';
}
