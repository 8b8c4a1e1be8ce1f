/**
 * Where the strip's nodes and edges lie, in pixels, for a given width.
 * Askers left, who is asked to their right; exports run along a rail below to the Collector, and to the store on the far right.
 */
import type { StripEdge, StripNode, Topology } from './topology.ts';

export interface PlacedNode {
  readonly node: StripNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: StripEdge;
  /** SVG path from asker to asked. */
  readonly path: string;
  /** Where the count sits. */
  readonly labelX: number;
  readonly labelY: number;
}

export interface StripLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const nodeHeight = 40;
const rowGap = 12;
const railGap = 14;
const padding = 10;
const gap = { min: 30, max: 240 } as const;
const nodeWidth = { min: 64, max: 168 } as const;

/** Column of each node: one more than the furthest asker before it. Cycles stop at the number of nodes. */
function columns({ nodes, edges }: Topology): Map<string, number> {
  const column = new Map(nodes.map(({ name }) => [name, 0]));
  const requests = edges.filter(({ kind, from, to }) => kind === 'request' && from !== to);
  for (let round = 1; round < nodes.length; round++) {
    for (const { from, to } of requests) {
      const next = Math.min((column.get(from) ?? 0) + 1, nodes.length - 1);
      if (next > (column.get(to) ?? 0) && round <= nodes.length) column.set(to, next);
    }
  }
  return compacted(column, nodes);
}

/** Without gaps, and with the Collector and then the store in last columns of their own. */
function compacted(column: Map<string, number>, nodes: readonly StripNode[]): Map<string, number> {
  const others = nodes.filter(({ kind }) => kind !== 'store' && kind !== 'collector');
  const used = [...new Set(others.map(({ name }) => column.get(name) ?? 0))].sort((a, b) => a - b);
  const result = new Map(others.map(({ name }) => [name, used.indexOf(column.get(name) ?? 0)]));
  const last = (['collector', 'store'] as const).flatMap((kind) =>
    nodes.filter((each) => each.kind === kind),
  );
  for (const [index, { name }] of last.entries()) result.set(name, used.length + index);
  return result;
}

function clamp(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.max(min, Math.min(max, value));
}

/** Place a topology in a strip of this width. */
export function layoutStrip(topology: Topology, width: number): StripLayout {
  const column = columns(topology);
  const count = Math.max(1, ...[...column.values()].map((each) => each + 1));
  const inner = Math.max(1, width - 2 * padding);
  const gapWidth = count > 1 ? clamp((inner - count * nodeWidth.max) / (count - 1), gap) : 0;
  const each = clamp((inner - (count - 1) * gapWidth) / count, { min: nodeWidth.min, max: nodeWidth.max });
  const rows = new Map<number, number>();
  const nodes = topology.nodes.map((node) => {
    const at = column.get(node.name) ?? 0;
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    const x = padding + at * (each + gapWidth);
    return { node, x, y: padding + row * (nodeHeight + rowGap), width: each, height: nodeHeight };
  });
  const tallest = Math.max(1, ...rows.values());
  const bottom = padding + tallest * nodeHeight + (tallest - 1) * rowGap;
  const byName = new Map(nodes.map((placed) => [placed.node.name, placed]));
  const rail = bottom + railGap;
  const edges = topology.edges.flatMap((edge) => {
    const from = byName.get(edge.from);
    const to = byName.get(edge.to);
    if (!from || !to || from === to) return [];
    return [onRail(edge, from.node) ? alongRail(edge, from, to, rail) : across(edge, from, to)];
  });
  const hasRail = topology.edges.some((edge) => {
    const from = byName.get(edge.from);
    return from !== undefined && onRail(edge, from.node);
  });
  return { width, height: (hasRail ? rail + 12 : bottom) + padding, nodes, edges };
}

/** The Collector stands beside the store: it needs no rail. */
function onRail({ kind }: StripEdge, from: StripNode): boolean {
  return kind === 'export' && from.kind !== 'collector';
}

function middle({ y, height }: PlacedNode): number {
  return y + height / 2;
}

/** From side to side; backwards edges leave and arrive from below. */
function across(edge: StripEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const forwards = to.x > from.x;
  if (!forwards) {
    const y = Math.max(from.y + from.height, to.y + to.height) + 8;
    const x1 = from.x + from.width * 0.4;
    const x2 = to.x + to.width * 0.6;
    const path = `M ${x1} ${from.y + from.height} V ${y} H ${x2} V ${to.y + to.height}`;
    return { edge, path, labelX: (x1 + x2) / 2, labelY: y };
  }
  const x1 = from.x + from.width;
  const x2 = to.x - 1;
  const [y1, y2] = [middle(from), middle(to)];
  const bend = x1 + (x2 - x1) / 2;
  const path = y1 === y2 ? `M ${x1} ${y1} H ${x2}` : `M ${x1} ${y1} H ${bend} V ${y2} H ${x2}`;
  return { edge, path, labelX: bend, labelY: y1 === y2 ? y1 : y2 };
}

/** Down from the sender, along the rail, up into the store: never through a node. */
function alongRail(edge: StripEdge, from: PlacedNode, to: PlacedNode, rail: number): PlacedEdge {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  const path = `M ${x1} ${from.y + from.height} V ${rail} H ${x2} V ${to.y + to.height + 1}`;
  return { edge, path, labelX: x1 + Math.min(44, (x2 - x1) / 4), labelY: rail };
}
