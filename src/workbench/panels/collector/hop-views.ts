/** Which places of the pipelines to compare for what was clicked. */
import type { GraphPipeline, PipelineGraph } from './pipeline-graph.ts';

/** What is looked at: a component, or the place between two of them. */
export type GraphSelection =
  | { readonly type: 'node'; readonly key: string }
  | { readonly type: 'hop'; readonly pipeline: string; readonly hop: number };

/** A place where spans are copied. */
export interface HopPlace {
  readonly pipeline: string;
  readonly index: number;
}

export interface HopView {
  /** "batch": whose doing it is; or "traces", where spans are only looked at. */
  readonly title: string;
  readonly pipeline: string;
  /** Undefined where there is nothing to compare with. */
  readonly before: HopPlace | undefined;
  readonly after: HopPlace;
}

/** The views of a selection, one a pipeline. None for what is not in the graph any more, or in no pipeline. */
export function hopViews(graph: PipelineGraph, selection: GraphSelection): HopView[] {
  const idOf = (key: string) => graph.nodes.find((node) => node.key === key)?.id ?? '';
  if (selection.type === 'hop') {
    const pipeline = graph.pipelines.find(({ id }) => id === selection.pipeline);
    if (!pipeline || selection.hop > pipeline.processors.length) return [];
    return [viewOfHop(pipeline, selection.hop, idOf)];
  }
  const node = graph.nodes.find(({ key }) => key === selection.key);
  if (!node) return [];
  return graph.pipelines.flatMap((pipeline): HopView[] => {
    const processor = pipeline.processors.indexOf(node.key);
    if (processor >= 0) return [viewOfHop(pipeline, processor + 1, idOf)];
    if (pipeline.receivers.includes(node.key)) {
      const sources = node.kind === 'connector' ? endsAt(graph, node.key) : [];
      const after = { pipeline: pipeline.id, index: 0 };
      const before = sources.map(lastHop).at(0);
      return [{ title: node.id, pipeline: pipeline.id, before, after }];
    }
    if (pipeline.exporters.includes(node.key) && node.kind !== 'connector') {
      return [{ title: node.id, pipeline: pipeline.id, before: undefined, after: lastHop(pipeline) }];
    }
    return [];
  });
}

function viewOfHop(pipeline: GraphPipeline, hop: number, idOf: (key: string) => string): HopView {
  const place = (index: number): HopPlace => ({ pipeline: pipeline.id, index });
  const maker = pipeline.processors[hop - 1];
  const title = maker === undefined ? pipeline.receivers.map(idOf).join(', ') : idOf(maker);
  return {
    title,
    pipeline: pipeline.id,
    before: hop === 0 ? undefined : place(hop - 1),
    after: place(hop),
  };
}

function lastHop({ id, processors }: GraphPipeline): HopPlace {
  return { pipeline: id, index: processors.length };
}

function endsAt({ pipelines }: PipelineGraph, key: string): GraphPipeline[] {
  return pipelines.filter(({ exporters }) => exporters.includes(key));
}
