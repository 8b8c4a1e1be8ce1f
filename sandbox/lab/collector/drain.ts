/** Waits until the Collector has done what it had to do: closely at first, so that a run does not wait for a clock. */
import type { CollectorCounts } from '../../schemas/collector.ts';
import type { ConfigFacts } from './config-facts.ts';
import { verdict } from './quiet.ts';

const lookAgainMs = { first: 2, most: 50 } as const;

export interface DrainEffects {
  nowMs(): number;
  after(delayMs: number, act: () => void): () => void;
  counts(): Promise<CollectorCounts>;
  /** Calls of the Collector that are under way. */
  calls(): number;
  config(): ConfigFacts;
  patienceMs: number;
}

/**
 * @param done Called once, with what is still waiting and why; with nothing when the Collector is quiet.
 * @returns what ends the waiting
 */
export function waitForQuiet(effects: DrainEffects, done: (why: string[]) => void): () => void {
  let before: { text: string; delivered: number } | undefined;
  let movedAt = effects.nowMs();
  let deliveredAt = movedAt;
  let delayMs: number = lookAgainMs.first;
  let isOver = false;
  let cancel = (): void => undefined;

  const finish = (why: string[]): void => {
    isOver = true;
    done(why);
  };
  const look = async (): Promise<void> => {
    // It may have gone meanwhile: then nothing is to be waited for.
    const counts = await effects.counts().catch(() => ({ components: [] }));
    if (isOver) return;
    const now = { text: JSON.stringify(counts), delivered: deliveredIn(counts) };
    const hasMoved = now.text !== before?.text;
    if (hasMoved) movedAt = effects.nowMs();
    if (now.delivered !== before?.delivered) deliveredAt = effects.nowMs();
    before = now;
    const look = {
      counts,
      calls: effects.calls(),
      stillForMs: effects.nowMs() - movedAt,
      undeliveredForMs: effects.nowMs() - deliveredAt,
    };
    const found = verdict(look, effects.config, effects.patienceMs);
    if (found.is === 'stuck') finish(found.why);
    // Between two components a span is in neither count: only what stands still is quiet.
    else if (found.is === 'quiet' && !hasMoved) finish([]);
    else {
      if (hasMoved) delayMs = lookAgainMs.first;
      cancel = effects.after(delayMs, again);
      delayMs = Math.min(delayMs * 2, lookAgainMs.most);
    }
  };
  const again = (): void => {
    void look();
  };
  again();
  return () => {
    isOver = true;
    cancel();
  };
}

function deliveredIn({ components }: CollectorCounts): number {
  return components.reduce(
    (sum, { kind, sent, dropped }) => sum + (kind === 'exporter' ? sent + dropped : 0),
    0,
  );
}
