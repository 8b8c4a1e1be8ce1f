/** Spans written as the trees they form, for tests to read. */
import type { Span } from '../../sandbox/schemas/trace.ts';
import { resourceOf, someSpan, someTime, spanIdOf, traceIdOf } from '../store/some-span.ts';

export interface Tree extends Partial<Omit<Span, 'resource'>> {
  name: string;
  service?: string;
  /** Names a parent nobody sent. */
  orphan?: boolean;
  children?: Tree[];
}

/** The spans of some trees, parents first. Each tree is a trace of its own. */
export function spansOf(...trees: Tree[]): Span[] {
  let count = 0;
  const grow = (tree: Tree, traceId: string, parentSpanId: string): Span[] => {
    const { children = [], service = 'shopper', orphan = false, ...fields } = tree;
    count += 1;
    const spanId = spanIdOf(count);
    const start = someTime + BigInt(count) * 1_000_000n;
    const span = someSpan({
      kind: 'INTERNAL',
      traceId,
      spanId,
      parentSpanId: orphan ? spanIdOf(9_999) : parentSpanId,
      startTimeUnixNano: start,
      endTimeUnixNano: start + 5_000_000n,
      resource: resourceOf(service),
      ...fields,
    });
    return [span, ...children.flatMap((child) => grow(child, traceId, spanId))];
  };
  return trees.flatMap((tree, i) => grow(tree, traceIdOf(i + 1), ''));
}

/** The four spans of a shopper's trip. */
export const trip: Tree = {
  name: 'going to the grocery store',
  children: [
    {
      name: 'GET',
      kind: 'CLIENT',
      children: [
        {
          name: 'GET /',
          kind: 'SERVER',
          service: 'grocery-store',
          children: [{ name: 'welcome message', service: 'grocery-store' }],
        },
      ],
    },
  ],
};

/** The same trip when no context crosses the network. */
export const brokenTrip: Tree[] = [
  { name: 'going to the grocery store', children: [{ name: 'GET', kind: 'CLIENT' }] },
  {
    name: 'GET /',
    kind: 'SERVER',
    service: 'grocery-store',
    children: [{ name: 'welcome message', service: 'grocery-store' }],
  },
];
