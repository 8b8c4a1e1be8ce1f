import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { ComponentCounts } from '../../../../sandbox/schemas/collector.ts';
import { ArrowMarker } from '../../ArrowMarker.tsx';
import { ComponentBox } from './ComponentBox.tsx';
import { countsOf, hopCount } from './count-words.ts';
import { type GraphLayout, layoutGraph, type PlacedHop } from './graph-layout.ts';
import { HopButton } from './HopButton.tsx';
import type { GraphSelection } from './hop-views.ts';
import type { PipelineGraph as Graph, GraphNode, GraphPipeline } from './pipeline-graph.ts';
import './graph.css';

export interface PipelineGraphProps {
  readonly graph: Graph;
  readonly counts: readonly ComponentCounts[];
  readonly width: number;
  readonly selected: GraphSelection | undefined;
  readonly onSelect: (selection: GraphSelection) => void;
  readonly onLine: (line: number) => void;
}

interface Pulse {
  readonly edge: string;
}

/** Pulses on the way at once: more would only flicker. */
const mostPulses = 12;

/** The pipelines as they are configured, with what passes them. */
export function PipelineGraph(props: PipelineGraphProps): JSX.Element {
  const layout = createMemo<GraphLayout>(() => layoutGraph(props.graph, props.width));
  // By their names: a box keeps its element, and so its focus, when it is placed anew.
  const nodeKeys = createMemo(() => layout().nodes.map(({ node }) => node.key));
  const hopKeys = createMemo(() => layout().hops.map(keyOfHop));
  const [pulses, setPulses] = createSignal<readonly Pulse[]>([]);
  const countsOfKey = (key: string) => {
    const node = props.graph.nodes.find((each) => each.key === key);
    return node && countsOf(node, props.counts);
  };
  const hopTotals = createMemo(
    () =>
      new Map(
        props.graph.pipelines.flatMap((pipeline) =>
          Array.from({ length: pipeline.processors.length + 1 }, (_, hop) => [
            `${pipeline.id} ${hop}`,
            hopCount(pipeline, hop, countsOfKey),
          ]),
        ),
      ),
  );
  const isHop = ({ pipeline, hop }: PlacedHop) =>
    props.selected?.type === 'hop' && props.selected.pipeline === pipeline && props.selected.hop === hop;

  createEffect(
    on(hopTotals, (now, before) => {
      if (!before || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const grown = props.graph.edges.filter(({ pipeline, hop }) => {
        const key = `${pipeline} ${hop}`;
        return (now.get(key) ?? 0) > (before.get(key) ?? 0);
      });
      const fresh = grown.map(({ key }) => ({ edge: key }));
      if (fresh.length > 0) setPulses((all) => [...all, ...fresh].slice(-mostPulses));
    }),
  );
  const finish = (pulse: Pulse) => setPulses((all) => all.filter((each) => each !== pulse));
  const unknown = (key: string) => props.graph.nodes.find((each) => each.key === key)?.state === 'unknown';

  return (
    <div
      class="co-graph"
      data-direction={layout().direction}
      style={{
        width: `${layout().width}px`,
        height: `${layout().height}px`,
      }}
    >
      <svg class="co-edges" width={layout().width} height={layout().height} aria-hidden="true">
        <defs>
          <ArrowMarker id="co-arrow" />
        </defs>
        <For each={layout().edges}>
          {({ edge, path }) => (
            <path
              class="co-edge"
              d={path}
              marker-end="url(#co-arrow)"
              data-unknown={unknown(edge.from) || unknown(edge.to) ? '' : undefined}
            />
          )}
        </For>
        <For each={pulses()}>
          {(pulse) => (
            <Show when={layout().edges.find(({ edge }) => edge.key === pulse.edge)}>
              {(placed) => (
                <circle
                  class="co-pulse"
                  r="3.5"
                  style={{ 'offset-path': `path('${placed().path}')` }}
                  on:animationend={() => finish(pulse)}
                />
              )}
            </Show>
          )}
        </For>
      </svg>
      <For each={layout().labels}>
        {(label) => (
          <button
            type="button"
            class="co-lane"
            style={{ left: `${label.x}px`, top: `${label.y}px`, 'max-width': `${label.width}px` }}
            data-centred={label.centred ? '' : undefined}
            title={`${label.pipeline}, line ${label.line}`}
            aria-label={`Pipeline ${label.pipeline}, line ${label.line}`}
            onClick={() => props.onLine(label.line)}
          >
            {label.pipeline}
          </button>
        )}
      </For>
      <For each={nodeKeys()}>
        {(key) => (
          <Show when={layout().nodes.find(({ node }) => node.key === key)}>
            {(placed) => (
              <ComponentBox
                node={placed().node}
                counts={countsOf(placed().node, props.counts)}
                selected={props.selected?.type === 'node' && props.selected.key === key}
                style={{
                  left: `${placed().x}px`,
                  top: `${placed().y}px`,
                  width: `${layout().nodeWidth}px`,
                  height: `${layout().nodeHeight}px`,
                }}
                onSelect={() => props.onSelect({ type: 'node', key })}
              />
            )}
          </Show>
        )}
      </For>
      <For each={hopKeys()}>
        {(key) => (
          <Show when={layout().hops.find((hop) => keyOfHop(hop) === key)}>
            {(placed) => (
              <HopButton
                placed={placed()}
                label={hopLabel(props.graph, placed())}
                count={hopTotals().get(key)}
                pressed={isHop(placed())}
                onSelect={() =>
                  props.onSelect({ type: 'hop', pipeline: placed().pipeline, hop: placed().hop })
                }
              />
            )}
          </Show>
        )}
      </For>
    </div>
  );
}

/** "Between batch and otlphttp in traces". */
function hopLabel(graph: Graph, { pipeline, hop }: PlacedHop): string {
  const found = graph.pipelines.find(({ id }) => id === pipeline);
  if (!found) return '';
  const stages = stagesOf(found).map((keys) =>
    keys.map((key) => graph.nodes.find((node: GraphNode) => node.key === key)?.id ?? '').join(', '),
  );
  return `Between ${stages[hop]} and ${stages[hop + 1]} in ${pipeline}`;
}

function keyOfHop({ pipeline, hop }: PlacedHop): string {
  return `${pipeline} ${hop}`;
}

function stagesOf({ receivers, processors, exporters }: GraphPipeline): (readonly string[])[] {
  return [receivers, ...processors.map((each) => [each]), exporters];
}
