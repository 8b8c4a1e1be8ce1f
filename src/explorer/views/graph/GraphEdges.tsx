import { createUniqueId, For, type JSX } from 'solid-js';
import type { GraphLayout } from './graph-layout.ts';

/** The lines of a graph, with an arrow at the end of each. The nodes say the same in words. */
export function GraphEdges(props: { layout: GraphLayout }): JSX.Element {
  const arrow = createUniqueId();
  return (
    <svg class="ge" width={props.layout.width} height={props.layout.height} aria-hidden="true">
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0.5 7 4 0 7.5z" fill="var(--ex-line-strong)" />
        </marker>
      </defs>
      <For each={props.layout.edges}>
        {(edge) => (
          <path d={edge.path} fill="none" stroke="var(--ex-line-strong)" marker-end={`url(#${arrow})`} />
        )}
      </For>
    </svg>
  );
}
