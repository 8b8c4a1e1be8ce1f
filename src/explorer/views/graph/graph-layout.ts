/** Places the nodes of a graph so that its edges run one way and cross little. By dagre; pure. */
import dagre, { type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';

export interface Size {
  width: number;
  height: number;
}
export interface GraphEdge {
  /** Indexes of nodes. */
  from: number;
  to: number;
}
export interface GraphOptions {
  direction: 'right' | 'down';
  /** Between nodes beside each other, and between one rank and the next. */
  gapPx?: number;
  rankGapPx?: number;
  /** Room in the middle of each edge for a label. */
  edgeLabel?: Size;
}

export interface GraphLayout extends Size {
  /** Upper left corners, in the order of the nodes. */
  nodes: readonly Point[];
  /** In the order of the edges; an edge whose node does not exist has an empty path. */
  edges: readonly { path: string; labelX: number; labelY: number }[];
}
interface Point {
  x: number;
  y: number;
}

const marginPx = 16;

export function layoutGraph(
  nodes: readonly Size[],
  edges: readonly GraphEdge[],
  options: GraphOptions,
): GraphLayout {
  const graph = new dagre.graphlib.Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({
    rankdir: options.direction === 'right' ? 'LR' : 'TB',
    nodesep: options.gapPx ?? 16,
    ranksep: options.rankGapPx ?? 48,
    marginx: marginPx,
    marginy: marginPx,
  });
  nodes.forEach(({ width, height }, index) => {
    graph.setNode(String(index), { width, height });
  });
  const real = edges.map(({ from, to }) => nodes[from] !== undefined && nodes[to] !== undefined);
  edges.forEach(({ from, to }, index) => {
    if (real[index])
      graph.setEdge(String(from), String(to), { ...options.edgeLabel, labelpos: 'c' }, String(index));
  });
  dagre.layout(graph);
  const corners = nodes.map(({ width, height }, index) => {
    const { x, y } = graph.node(String(index));
    return { x: finite(x) - width / 2, y: finite(y) - height / 2 };
  });
  const side = (node: number, end: 'from' | 'to'): Point => {
    const { x, y } = corners[node] ?? { x: 0, y: 0 };
    const { width, height } = nodes[node] ?? { width: 0, height: 0 };
    const far = end === 'from' ? 1 : 0;
    return options.direction === 'right'
      ? { x: x + width * far, y: y + height / 2 }
      : { x: x + width / 2, y: y + height * far };
  };
  return {
    width: finite(graph.graph().width),
    height: finite(graph.graph().height),
    nodes: corners,
    edges: edges.map(({ from, to }, index) => {
      if (!real[index]) return { path: '', labelX: 0, labelY: 0 };
      const edge = graph.edge(String(from), String(to), String(index));
      const points = edge.points ?? [];
      const middle = points[Math.floor(points.length / 2)];
      const [start, end] = [side(from, 'from'), side(to, 'to')];
      const ahead = options.direction === 'right' ? start.x < end.x : start.y < end.y;
      // Edges that run back, and to themselves, keep the way dagre found around the nodes.
      const path = !ahead
        ? smooth(points)
        : points.length <= 3 && options.edgeLabel === undefined
          ? curve(start, end, options.direction)
          : smooth([start, ...points.slice(1, -1), end]);
      return { path, labelX: edge.x ?? middle?.x ?? 0, labelY: edge.y ?? middle?.y ?? 0 };
    }),
  };
}

/** From one side to the next, leaving and arriving straight. */
function curve(from: Point, to: Point, direction: GraphOptions['direction']): string {
  const half = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return direction === 'right'
    ? `M${at(from)}C${at({ x: half.x, y: from.y })} ${at({ x: half.x, y: to.y })} ${at(to)}`
    : `M${at(from)}C${at({ x: from.x, y: half.y })} ${at({ x: to.x, y: half.y })} ${at(to)}`;
}

/** An empty graph has no size: dagre says so with −∞. */
function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}

/** A path through the first and the last point that bends at the others. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const last = rest.at(-1);
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    const end = index === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${bends.length > 0 ? bends.join('') : last === undefined ? '' : `L${at(last)}`}`;
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}
