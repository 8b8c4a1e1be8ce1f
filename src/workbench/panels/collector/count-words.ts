/** What passed a component, in words: never by colour alone. */
import type { ComponentCounts } from '../../../../sandbox/schemas/collector.ts';
import type { GraphNode, GraphPipeline } from './pipeline-graph.ts';

/** What deserves attention, with the shape it is marked by. */
export interface CountFlag {
  readonly kind: 'refused' | 'dropped' | 'queued';
  readonly count: number;
}

/** The counts of a node, if the Collector that runs has it. */
export function countsOf(node: GraphNode, counts: readonly ComponentCounts[]): ComponentCounts | undefined {
  return counts.find(
    ({ kind, id, pipeline }) =>
      kind === node.kind && id === node.id && (kind !== 'processor' || pipeline === node.pipeline),
  );
}

const longestInBox = 15;

const exactly = (count: number) => count.toLocaleString('en');

/** So that it fits a box: 12,345 is "12.3K". */
export function shortly(count: number): string {
  return count < 10_000
    ? exactly(count)
    : count.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 });
}

/** "12 in · 10 out", "12 received", "10 sent". */
export function passedWords(counts: ComponentCounts | undefined, number = exactly): string {
  if (!counts) return '';
  const { kind, received, sent } = counts;
  if (kind === 'receiver') return `${number(received)} received`;
  if (kind === 'exporter')
    return received === sent ? `${number(sent)} sent` : `${number(sent)} of ${number(received)} sent`;
  if (kind === 'extension') return '';
  return `${number(received)} in · ${number(sent)} out`;
}

/** As `passedWords`, but never longer than a box is wide. */
export function boxWords(counts: ComponentCounts | undefined): string {
  const words = passedWords(counts, shortly);
  if (!counts || words.length <= longestInBox) return words;
  return counts.kind === 'exporter'
    ? `${shortly(counts.sent)} of ${shortly(counts.received)}`
    : `${shortly(counts.received)} → ${shortly(counts.sent)}`;
}

/** Refused, dropped and queued, where there are any. */
export function countFlags(counts: ComponentCounts | undefined): CountFlag[] {
  if (!counts) return [];
  return (['refused', 'dropped', 'queued'] as const)
    .map((kind) => ({ kind, count: counts[kind] }))
    .filter(({ count }) => count > 0);
}

/** A node in one sentence, for who cannot see the graph. */
export function nodeSentence(node: GraphNode, counts: ComponentCounts | undefined): string {
  const where = node.pipeline === undefined ? '' : ` in ${node.pipeline}`;
  const state = {
    used: [],
    unused: ['defined, in no pipeline'],
    unknown: ['not defined'],
  }[node.state];
  const flags = countFlags(counts).map(({ kind, count }) => `${exactly(count)} ${kind}`);
  const facts = [...state, passedWords(counts).replace(' · ', ', '), ...flags].filter((each) => each !== '');
  const head = `${node.id}, ${node.kind}${where}`;
  return facts.length === 0 ? head : `${head}: ${facts.join(', ')}`;
}

/** How many items passed a hop, as far as the components' counts tell. */
export function hopCount(
  pipeline: GraphPipeline,
  hop: number,
  countsOfKey: (key: string) => ComponentCounts | undefined,
): number | undefined {
  const next = pipeline.processors[hop];
  if (next !== undefined) return countsOfKey(next)?.received;
  const before = pipeline.processors[hop - 1];
  if (before !== undefined) return countsOfKey(before)?.sent;
  // Without processors: only where nobody else hands in or out can the components' own counts stand for the hop.
  const [receiver, ...others] = pipeline.receivers;
  return receiver !== undefined && others.length === 0 ? countsOfKey(receiver)?.sent : undefined;
}
