/** Where a pipeline graph's components stand, in steps from the first ones and in lanes: the part that knows no pixels. */
import type { GraphPipeline, PipelineGraph } from './pipeline-graph.ts';

/** Steps a component is away from the first ones. Back edges, which the Collector refuses, are passed over. */
function ranks({ nodes, edges }: PipelineGraph): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  const onTheWay = new Set<string>();
  const before = Map.groupBy(edges, ({ to }) => to);
  // The first column is the receivers', also where a pipeline has none.
  const inLane = new Set(nodes.filter(({ kind }) => kind === 'processor').map(({ key }) => key));
  const visit = (key: string): number => {
    const known = rank.get(key);
    if (known !== undefined) return known;
    onTheWay.add(key);
    const sources = (before.get(key) ?? []).filter(({ from }) => !onTheWay.has(from));
    const found = sources.reduce(
      (most, { from }) => Math.max(most, visit(from) + 1),
      inLane.has(key) ? 1 : 0,
    );
    onTheWay.delete(key);
    rank.set(key, found);
    return found;
  };
  for (const { key, state } of nodes) if (state !== 'unused') visit(key);
  return rank;
}

export interface Spot {
  readonly rank: number;
  /** Which lane; between two of them for what several share. */
  readonly lane: number;
}

/** The lanes a component that stands in none is joined to. */
function lanesOf(key: string, pipelines: readonly GraphPipeline[]): number[] {
  return pipelines.flatMap(({ receivers, exporters }, lane) =>
    receivers.includes(key) || exporters.includes(key) ? [lane] : [],
  );
}

/** The spot of every component that is drawn among the pipelines, by its key. */
export function spotsOf(graph: PipelineGraph): ReadonlyMap<string, Spot> {
  const rank = ranks(graph);
  const placed = graph.nodes.filter(({ kind, state }) => state !== 'unused' && kind !== 'extension');
  const inLanes = placed.filter(({ kind }) => kind === 'processor' || kind === 'connector');
  const last = 1 + Math.max(0, ...inLanes.map(({ key }) => rank.get(key) ?? 0));
  const result = new Map<string, Spot>();
  const loose = new Map<number, { key: string; lane: number }[]>();
  const extraLanes = new Map<string, number>();
  for (const { key, kind, pipeline } of placed) {
    const own = graph.pipelines.findIndex(({ id }) => id === pipeline);
    const at = rank.get(key) ?? 0;
    if (kind === 'processor') {
      result.set(key, { rank: at, lane: own });
      continue;
    }
    const begins = graph.pipelines.findIndex(
      ({ receivers }) => receivers.length === 1 && receivers[0] === key,
    );
    if (kind === 'connector' && at > 0) {
      if (begins < 0) extraLanes.set(key, graph.pipelines.length + extraLanes.size);
      result.set(key, { rank: at, lane: extraLanes.get(key) ?? begins });
      continue;
    }
    const column = kind === 'exporter' ? last : 0;
    const lanes = lanesOf(key, graph.pipelines);
    const lane = lanes.reduce((sum, each) => sum + each, 0) / Math.max(1, lanes.length);
    loose.set(column, [...(loose.get(column) ?? []), { key, lane }]);
  }
  for (const [column, all] of loose) {
    for (const { key, lane } of spread(all)) result.set(key, { rank: column, lane });
  }
  return result;
}

/** Push apart what wants to be in one place, and keep the middle where it was. */
function spread(items: readonly { key: string; lane: number }[]): { key: string; lane: number }[] {
  const sorted = [...items].sort((a, b) => a.lane - b.lane);
  let end = Number.NEGATIVE_INFINITY;
  const pushed = sorted.map(({ key, lane }) => {
    end = Math.max(lane, end + 1);
    return { key, lane: end };
  });
  const shift = sorted.reduce((sum, { lane }, at) => sum + lane - (pushed[at]?.lane ?? lane), 0);
  return pushed.map(({ key, lane }) => ({ key, lane: lane + shift / Math.max(1, sorted.length) }));
}
