/** What stands beside the pipelines, or in their place. */
import { For, type JSX, Show } from 'solid-js';
import type { CollectorView } from '../../../../sandbox/schemas/collector.ts';
import { ComponentBox } from './ComponentBox.tsx';
import { countsOf } from './count-words.ts';
import type { GraphSelection } from './hop-views.ts';
import type { GraphNode } from './pipeline-graph.ts';

export interface AsideProps {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly view: CollectorView;
  readonly selection: GraphSelection | undefined;
  readonly onSelect: (selection: GraphSelection) => void;
}

/** Components that stand in no pipeline. */
export function Aside(props: AsideProps): JSX.Element {
  return (
    <Show when={props.nodes.length > 0}>
      <div class="co-aside">
        <h3 class="co-aside-title">{props.title}</h3>
        <For each={props.nodes}>
          {(node) => (
            <ComponentBox
              node={node}
              counts={countsOf(node, props.view.counts)}
              selected={props.selection?.type === 'node' && props.selection.key === node.key}
              onSelect={() => props.onSelect({ type: 'node', key: node.key })}
            />
          )}
        </For>
      </div>
    </Show>
  );
}

/** What will appear in place of the pipelines. */
export function Empty(props: { readable: boolean }): JSX.Element {
  return (
    <div class="ex-empty">
      <p>
        {props.readable
          ? 'The pipelines of the configuration appear here, with what passes each component.'
          : 'The configuration cannot be drawn as it is.'}
      </p>
      <p>
        {props.readable
          ? 'Name receivers and exporters in service.pipelines.'
          : 'The pipelines appear as soon as the text is YAML again.'}
      </p>
    </div>
  );
}
