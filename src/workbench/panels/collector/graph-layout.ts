/**
 * Where a pipeline graph's nodes, edges and hops lie, in pixels. Every pipeline has a lane its processors stand in and its
 * edges run along; receivers stand before all lanes, exporters behind them, and a connector where its first pipeline begins.
 * So nothing is drawn over anything else. Lanes run across where there is room, and down where there is not.
 */
import { spotsOf } from './graph-spots.ts';
import type { GraphEdge, GraphNode, PipelineGraph } from './pipeline-graph.ts';

export interface PlacedComponent {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

export interface PlacedGraphEdge {
  readonly edge: GraphEdge;
  /** SVG path from sender to receiver. */
  readonly path: string;
}

/** The middle of a place between two components. */
export interface PlacedHop {
  readonly pipeline: string;
  readonly hop: number;
  readonly x: number;
  readonly y: number;
}

/** The name of a pipeline: where it begins, or, centred, where its middle is; and how much room it has. */
export interface PlacedLabel {
  readonly pipeline: string;
  readonly line: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly centred: boolean;
}

export interface GraphLayout {
  readonly direction: 'across' | 'down';
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly nodes: readonly PlacedComponent[];
  readonly edges: readonly PlacedGraphEdge[];
  readonly hops: readonly PlacedHop[];
  readonly labels: readonly PlacedLabel[];
}

export const nodeHeight = 58;
const padding = 12;
const labelHeight = 18;
const turn = 10;
const characterWidth = 7.3;
const mostForName = 120;
const apart = {
  across: { along: { min: 46, max: 58 }, between: 26 },
  down: { along: { min: 50, max: 50 }, between: 14 },
} as const;
const nodeWidth = { across: { min: 100, max: 172 }, down: { min: 112, max: 210 } } as const;
/** Narrower than the first, lanes run down; wider than the second, they run across whether they fit or not. */
const acrossFrom = { ifItFits: 480, always: 760 } as const;

/** Place a graph in a panel of this width. What does not fit is as wide as it must be. */
export function layoutGraph(graph: PipelineGraph, width: number): GraphLayout {
  const at = spotsOf(graph);
  const steps = 1 + Math.max(0, ...[...at.values()].map(({ rank }) => rank));
  const direction = directionFor(steps, width);
  const across = direction === 'across';
  const allLanes = [...[...at.values()].map(({ lane }) => lane), ...graph.pipelines.keys()];
  const firstLane = Math.min(0, ...allLanes);
  const lanes = 1 + Math.max(0, ...allLanes) - firstLane;
  const { min, max } = nodeWidth[direction];
  const tight = across && steps * max + (steps - 1) * apart.across.along.max + 2 * padding > width;
  // Lanes beside each other have no room for a name beside their first hop: it stands below it.
  const below = !across && graph.pipelines.length > 1;
  const gaps = {
    along: Math.max(
      apart[direction].along[tight ? 'min' : 'max'] + (below ? labelHeight : 0),
      across ? longestBetween(graph) : 0,
    ),
    between: apart[direction].between,
  };
  const [count, gap] = across ? [steps, gaps.along] : [lanes, gaps.between];
  const fitting = Math.floor((width - 2 * padding - (count - 1) * gap) / Math.max(1, count));
  const size = Math.max(min, Math.min(max, fitting));
  const alongSize = across ? size : nodeHeight;
  const betweenSize = across ? nodeHeight : size;

  /** From steps and lanes to pixels: the corner of a node. */
  const along = (rank: number) => padding + rank * (alongSize + gaps.along);
  const before = across ? labelHeight : padding;
  const between = (lane: number) => before + (lane - firstLane) * (betweenSize + gaps.between);
  const point = (a: number, b: number) => (across ? { x: a, y: b } : { x: b, y: a });
  const nodes = graph.nodes.flatMap((node) => {
    const spot = at.get(node.key);
    return spot ? [{ node, ...point(along(spot.rank), between(spot.lane)) }] : [];
  });

  const line = (points: readonly (readonly [number, number])[]): string =>
    points.map(([a, b], index) => `${index === 0 ? 'M' : 'L'} ${coordinates(point(a, b))}`).join(' ');
  const middle = (lane: number) => between(lane) + betweenSize / 2;
  const laneOf = (pipeline: string) => graph.pipelines.findIndex(({ id }) => id === pipeline);
  const edges = graph.edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!from || !to) return [];
    const [start, end] = [along(from.rank) + alongSize, along(to.rank)];
    const [a, run, b] = [middle(from.lane), middle(laneOf(edge.pipeline)), middle(to.lane)];
    const path = line([
      [start, a],
      [start + turn, a],
      [start + turn, run],
      [end - turn, run],
      [end - turn, b],
      [end - 1, b],
    ]);
    return [{ edge, path }];
  });

  const hops = graph.pipelines.flatMap(({ id, receivers, processors, exporters }) => {
    const stages = [receivers, ...processors.map((each) => [each]), exporters];
    const rankOf = (keys: readonly string[]) => keys.map((key) => at.get(key)?.rank ?? 0);
    return stages.slice(1).flatMap((to, hop): PlacedHop[] => {
      const from = stages[hop] ?? [];
      if (from.length === 0 || to.length === 0) return [];
      // Beside the processor it belongs to: an exporter or a receiver may be far away.
      const next = hop < processors.length ? Math.min(...rankOf(to)) : Math.max(...rankOf(from)) + 1;
      const where = along(next) - gaps.along / 2 - (below && hop === 0 ? labelHeight / 2 + 2 : 0);
      return [{ pipeline: id, hop, ...point(where, middle(laneOf(id))) }];
    });
  });

  const labels = hops
    .filter(({ hop }) => hop === 0)
    .map(({ pipeline, x, y }): PlacedLabel => {
      const found = graph.pipelines.find(({ id }) => id === pipeline);
      const line = found?.line ?? 1;
      const common = { pipeline, line, x, centred: true };
      if (!across && below) return { ...common, y: y + 12, width: size };
      if (!across)
        return { ...common, centred: false, x: x + 22, y: y - labelHeight / 2, width: size / 2 - 22 };
      if (found?.processors.length === 0) return { ...common, y: y - 12 - labelHeight, width: gaps.along };
      // Above the first processor: the lane is its own from there on.
      const top = y - nodeHeight / 2 - labelHeight;
      return { ...common, centred: false, x: x + gaps.along / 2, y: top, width: size };
    });

  const alongEnd = along(steps - 1) + alongSize + padding;
  const betweenEnd = between(firstLane + lanes - 1) + betweenSize + padding;
  const end = point(alongEnd, betweenEnd);
  return { direction, width: end.x, height: end.y, nodeWidth: size, nodeHeight, nodes, edges, hops, labels };
}

/** Without processors, the name of a pipeline stands between receivers and exporters. */
function longestBetween({ pipelines }: PipelineGraph): number {
  const names = pipelines.filter(({ processors }) => processors.length === 0).map(({ id }) => id.length);
  return Math.min(mostForName, Math.max(0, ...names) * characterWidth + 2 * turn);
}

function directionFor(steps: number, width: number): GraphLayout['direction'] {
  if (width >= acrossFrom.always) return 'across';
  const least = steps * nodeWidth.across.min + (steps - 1) * apart.across.along.min + 2 * padding;
  return width >= acrossFrom.ifItFits && least <= width ? 'across' : 'down';
}

function coordinates({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
