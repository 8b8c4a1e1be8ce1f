/** A Collector's configuration as a graph: who hands spans to whom, what is defined in vain, what is missing. */
import type { ComponentKind } from '../../../../sandbox/schemas/collector.ts';
import { type ConfigOutline, type NamedLine, outlineOf, type PipelineOutline } from './config-outline.ts';

export interface GraphNode {
  /** Names the node within its graph. */
  readonly key: string;
  readonly kind: ComponentKind;
  /** `otlp`, `batch/small`. */
  readonly id: string;
  /** Of a processor: the pipeline it stands in. Other components are shared by all pipelines that name them. */
  readonly pipeline: string | undefined;
  /** `unused`: defined, and named by nobody. `unknown`: named by a pipeline, and not defined. */
  readonly state: 'used' | 'unused' | 'unknown';
  /** Where it is defined; of an unknown one: where it is named. Counts from 1. */
  readonly line: number;
}

export interface GraphEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly pipeline: string;
  /** Number of the hop it is part of: 0 after the receivers, i after the i-th processor. */
  readonly hop: number;
}

export interface GraphPipeline {
  /** `traces/errors`. */
  readonly id: string;
  readonly line: number;
  readonly receivers: readonly string[];
  /** In the order they stand; keys of nodes, as in the other two. */
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

export interface PipelineGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly pipelines: readonly GraphPipeline[];
}

export const emptyGraph: PipelineGraph = { nodes: [], edges: [], pipelines: [] };

/** The graph of a configuration, or undefined while its text cannot be read. */
export function pipelineGraph(text: string): PipelineGraph | undefined {
  const outline = outlineOf(text);
  return outline && graphOf(outline);
}

function graphOf(outline: ConfigOutline): PipelineGraph {
  const nodes = new Map<string, GraphNode>();
  const pipelines = outline.pipelines.map((pipeline) => placePipeline(outline, pipeline, nodes));
  const edges = pipelines.flatMap(edgesOf);
  for (const { name } of outline.extensions) {
    const line = lineIn(outline.components.extensions, name);
    const key = `extension ${name}`;
    if (line !== undefined) nodes.set(key, nodeOf(key, 'extension', name, undefined, 'used', line));
  }
  for (const { name, line } of outline.extensions) {
    const key = `extension ${name}`;
    if (!nodes.has(key)) nodes.set(key, nodeOf(key, 'extension', name, undefined, 'unknown', line));
  }
  return { nodes: [...nodes.values(), ...unusedNodes(outline, nodes)], edges, pipelines };
}

/** Put the components of a pipeline among the nodes, where they are not yet. */
function placePipeline(
  { components }: ConfigOutline,
  pipeline: PipelineOutline,
  nodes: Map<string, GraphNode>,
): GraphPipeline {
  const shared = (
    kind: 'receiver' | 'exporter',
    defined: readonly NamedLine[],
    { name, line }: NamedLine,
  ) => {
    const definedAt = lineIn(defined, name);
    const connectorAt = definedAt === undefined ? lineIn(components.connectors, name) : undefined;
    const actual = connectorAt === undefined ? kind : 'connector';
    const at = definedAt ?? connectorAt;
    const key = `${actual} ${name}`;
    const state = at === undefined ? 'unknown' : 'used';
    if (!nodes.has(key)) nodes.set(key, nodeOf(key, actual, name, undefined, state, at ?? line));
    return key;
  };
  // In the order spans pass them: the order of the page, and so of the Tab key.
  const receivers = unique(pipeline.receivers.map((each) => shared('receiver', components.receivers, each)));
  const processors = pipeline.processors.map(({ name, line }, index) => {
    // Naming one twice is a mistake the Collector speaks of: until then, both are shown.
    const key = `processor ${pipeline.name} ${index} ${name}`;
    const at = lineIn(components.processors, name);
    const state = at === undefined ? 'unknown' : 'used';
    nodes.set(key, nodeOf(key, 'processor', name, pipeline.name, state, at ?? line));
    return key;
  });
  return {
    id: pipeline.name,
    line: pipeline.line,
    receivers,
    processors,
    exporters: unique(pipeline.exporters.map((each) => shared('exporter', components.exporters, each))),
  };
}

function edgesOf({ id, receivers, processors, exporters }: GraphPipeline): GraphEdge[] {
  const stages = [receivers, ...processors.map((each) => [each]), exporters];
  return stages
    .slice(1)
    .flatMap((to, hop) =>
      (stages[hop] ?? []).flatMap((from) =>
        to.map((each) => ({ key: `${id} ${hop} ${from} → ${each}`, from, to: each, pipeline: id, hop })),
      ),
    );
}

function unusedNodes(
  { components }: ConfigOutline,
  placed: ReadonlyMap<string, GraphNode>,
): readonly GraphNode[] {
  const used = new Set([...placed.values()].map(({ kind, id }) => `${kind} ${id}`));
  const kinds = {
    receivers: 'receiver',
    processors: 'processor',
    exporters: 'exporter',
    connectors: 'connector',
    extensions: 'extension',
  } as const;
  return Object.entries(kinds).flatMap(([section, kind]) =>
    components[section as keyof typeof kinds]
      .filter(({ name }) => !used.has(`${kind} ${name}`))
      .map(({ name, line }) => nodeOf(`unused ${kind} ${name}`, kind, name, undefined, 'unused', line)),
  );
}

function nodeOf(
  key: string,
  kind: ComponentKind,
  id: string,
  pipeline: string | undefined,
  state: GraphNode['state'],
  line: number,
): GraphNode {
  return { key, kind, id, pipeline, state, line };
}

function lineIn(defined: readonly NamedLine[], name: string): number | undefined {
  return defined.find((each) => each.name === name)?.line;
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
