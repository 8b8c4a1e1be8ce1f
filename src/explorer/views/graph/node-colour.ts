/** How strongly a card is coloured. Pure. */
import type { PathNode, PathTree } from '../paths/path-tree.ts';

export const colourings = ['service', 'total', 'self', 'errors'] as const;
export type Colouring = (typeof colourings)[number];

export const colouringTitles: Readonly<Record<Colouring, string>> = {
  service: 'Service',
  total: 'Total time',
  self: 'Self time',
  errors: 'Errors',
};

/** 0 … 1: of the most time there is in one node, or of a node's own calls. Undefined: by service. */
export function heatOf(tree: PathTree, node: PathNode, colouring: Colouring): number | undefined {
  switch (colouring) {
    case 'service':
      return undefined;
    case 'total':
      return share(tree.totalNs, node);
    case 'self':
      return share(tree.selfNs, node);
    case 'errors':
      return (tree.errors[node] ?? 0) / Math.max(1, tree.calls[node] ?? 0);
  }
}

const greatest = new WeakMap<Float64Array, number>();

function share(figures: Float64Array, node: PathNode): number {
  const most = greatest.get(figures) ?? figures.reduce((left, right) => Math.max(left, right), 0);
  greatest.set(figures, most);
  return most > 0 ? (figures[node] ?? 0) / most : 0;
}
