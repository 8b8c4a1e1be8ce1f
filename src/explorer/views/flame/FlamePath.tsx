import { For, type JSX, Show } from 'solid-js';
import type { TraceColumns } from '../../model/trace-columns.ts';
import type { PathNode, PathTree } from '../paths/path-tree.ts';
import { nameOf } from '../paths/path-words.ts';

/** The way to what is zoomed, each step a way back. */
export function FlamePath(props: {
  path: readonly PathNode[];
  tree: PathTree;
  columns: TraceColumns;
  onZoom: (node: PathNode) => void;
}): JSX.Element {
  return (
    <nav class="fl-path" aria-label="Zoomed to">
      <Show
        when={props.path.length > 0}
        fallback={
          <span class="vw-said">
            As wide as the time in a call and in all it calls; work side by side is added up. Choose a frame
            to see it larger.
          </span>
        }
      >
        <button type="button" class="ex-follow" onClick={() => props.onZoom(-1)}>
          All of the trace
        </button>
      </Show>
      <For each={props.path}>
        {(node, index) => (
          <>
            <span aria-hidden="true">›</span>
            <Show
              when={index() < props.path.length - 1}
              fallback={<bdi aria-current="location">{nameOf(props.tree, props.columns, node)}</bdi>}
            >
              <button type="button" class="ex-follow" onClick={() => props.onZoom(node)}>
                <bdi>{nameOf(props.tree, props.columns, node)}</bdi>
              </button>
            </Show>
          </>
        )}
      </For>
    </nav>
  );
}
