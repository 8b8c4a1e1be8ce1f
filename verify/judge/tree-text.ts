/** Spans as a tree of text, for prose: the same on every run. */
import { growForest, type TreeNode } from '@spanlab/sandbox/expect/tree.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { shownService } from './of-machine.ts';

const mostLines = 200;

/**
 * One line a span: its name, its kind unless INTERNAL, its service where there are several, ERROR where it is one.
 * Siblings stand in the order they began; what names a parent that is not there stands at the top.
 */
export function treeText(spans: readonly Span[]): string {
  const { nodes, roots, strays } = growForest(spans);
  const hasSeveral = new Set(nodes.map(({ span }) => shownService(span))).size > 1;
  const lines: string[] = [];
  const walk = (node: TreeNode, lead: string, below: string): void => {
    if (lines.length >= mostLines) return;
    lines.push(`${lead}${lineOf(node.span, hasSeveral)}`);
    for (const [i, child] of node.children.entries()) {
      const isLast = i === node.children.length - 1;
      walk(child, `${below}${isLast ? '└─ ' : '├─ '}`, `${below}${isLast ? '   ' : '│  '}`);
    }
  };
  for (const top of [...roots, ...strays]) walk(top, '', '');
  return nodes.length > lines.length ? [...lines, '…'].join('\n') : lines.join('\n');
}

function lineOf(span: Span, hasSeveral: boolean): string {
  const { name, kind, status } = span;
  const parts = [
    name,
    kind === 'INTERNAL' || kind === 'UNSPECIFIED' ? '' : kind,
    hasSeveral ? shownService(span) : '',
    status.code === 'ERROR' ? 'ERROR' : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}
