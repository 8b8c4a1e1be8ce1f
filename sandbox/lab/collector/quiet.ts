/** Whether the Collector has done all it had to do with the spans of a run, or what is worth waiting for. */
import type { CollectorCounts, ComponentCounts } from '../../schemas/collector.ts';
import type { ConfigFacts } from './config-facts.ts';

/** How long a run waits for an exporter that delivers nothing. */
export const exporterPatienceMs = 2_000;
/** How late a component may be with what it holds: tail_sampling looks once a second. */
const lateMs = 1_500;
/** What a processor we know nothing of may hold spans for. */
const unknownHoldMs = 1_000;

export interface Look {
  counts: CollectorCounts;
  /** Calls of the Collector that the outside has not answered yet. */
  calls: number;
  /** Since these counts are as they are. */
  stillForMs: number;
  /** Since an exporter has delivered or given up something, or since the wait began. */
  undeliveredForMs: number;
}

export type Verdict =
  | { is: 'quiet' }
  | { is: 'busy' }
  /** Not worth waiting for any longer; in sentences. */
  | { is: 'stuck'; why: string[] };

/**
 * @param configOf Asked only when something is held.
 * @param patienceMs How long an exporter that delivers nothing is waited for.
 */
export function verdict(
  look: Look,
  configOf: () => ConfigFacts,
  patienceMs: number = exporterPatienceMs,
): Verdict {
  const holding = look.counts.components.filter(({ queued }) => queued > 0);
  if (holding.length === 0 && look.calls === 0) return { is: 'quiet' };
  const config = configOf();
  // What an exporter has, processors do not wait for: each is judged by its own clock.
  const isStuck = (each: ComponentCounts): boolean =>
    each.kind === 'exporter'
      ? look.undeliveredForMs >= patienceMs
      : look.stillForMs >= (config.holdsMs[each.id] ?? unknownHoldMs) + lateMs;
  if (holding.some((each) => !isStuck(each))) return { is: 'busy' };
  if (holding.length === 0 && look.undeliveredForMs < patienceMs) return { is: 'busy' };
  return { is: 'stuck', why: holding.map((each) => sentence(each, config)) };
}

function sentence({ kind, id, queued }: ComponentCounts, config: ConfigFacts): string {
  const spans = `${queued} ${queued === 1 ? 'span' : 'spans'}`;
  if (kind !== 'exporter') return `${spans} ${queued === 1 ? 'is' : 'are'} still held by ${id}.`;
  const endpoint = config.endpoints[id];
  const who = endpoint === undefined ? 'nobody takes them' : `${endpoint} does not take them`;
  return `${spans} ${queued === 1 ? 'waits' : 'wait'} in the queue of ${id}: ${who}.`;
}
