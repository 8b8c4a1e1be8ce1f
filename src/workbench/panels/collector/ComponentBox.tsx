import { For, type JSX, Show } from 'solid-js';
import type { ComponentCounts } from '../../../../sandbox/schemas/collector.ts';
import { boxWords, type CountFlag, countFlags, nodeSentence, shortly } from './count-words.ts';
import type { GraphNode } from './pipeline-graph.ts';

export interface ComponentBoxProps {
  readonly node: GraphNode;
  readonly counts: ComponentCounts | undefined;
  readonly selected: boolean;
  readonly style?: JSX.CSSProperties;
  readonly onSelect: () => void;
}

/** One component: what it is called, what it is, what passed it. */
export function ComponentBox(props: ComponentBoxProps): JSX.Element {
  const flags = () => countFlags(props.counts);
  const sentence = () => nodeSentence(props.node, props.counts);
  const word = () =>
    ({ used: props.node.kind, unused: props.node.kind, unknown: 'not defined' })[props.node.state];
  return (
    <button
      type="button"
      class="co-node"
      data-kind={props.node.kind}
      data-state={props.node.state}
      data-flag={flags()[0]?.kind}
      style={props.style ?? {}}
      aria-pressed={props.selected}
      title={sentence()}
      onClick={() => props.onSelect()}
    >
      <span class="ex-hidden">{`${sentence()}; line ${props.node.line}`}</span>
      <span class="co-node-name" aria-hidden="true">
        {props.node.id}
      </span>
      <Show when={boxWords(props.counts)}>
        {(words) => (
          <span class="co-node-count" aria-hidden="true">
            {words()}
          </span>
        )}
      </Show>
      <span class="co-node-foot" aria-hidden="true">
        <Show when={flags().length > 0} fallback={<span class="co-node-kind">{word()}</span>}>
          <For each={flags()}>
            {(flag) => (
              <span class="co-flag" data-kind={flag.kind}>
                <FlagMark kind={flag.kind} />
                {`${shortly(flag.count)} ${flag.kind}`}
              </span>
            )}
          </For>
        </Show>
      </span>
    </button>
  );
}

const marks: Readonly<Record<CountFlag['kind'], string>> = {
  refused: 'm3 3 6 6M9 3 3 9',
  dropped: 'M6 2v6M3 6l3 3 3-3M2 11h8',
  queued: 'M3 2h6L3 10h6z',
};

/** A cross, an arrow to the ground, an hourglass. */
function FlagMark(props: { kind: CountFlag['kind'] }): JSX.Element {
  return (
    <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
      <path d={marks[props.kind]} fill="none" stroke="currentColor" stroke-width="1.4" />
    </svg>
  );
}
