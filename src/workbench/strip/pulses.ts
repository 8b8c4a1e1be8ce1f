/** Which edges light up when a run goes on: one pulse per request or export, a few at most. */
import type { RunRecord } from '../state/run-state.ts';
import { edgeOfExchange, faultOf } from './topology.ts';

export interface Pulse {
  readonly edge: string;
  readonly failed: boolean;
  /** What crosses within one frame is shown one after the other, so that an eye can follow. */
  readonly delayMs: number;
}

const most = 6;
const apartMs = 60;

/** Pulses for what crossed between two states of the same run. */
export function newPulses(before: RunRecord | undefined, after: RunRecord): Pulse[] {
  const seen = before ? before.exchanges.length + before.exchangesForgotten : 0;
  const fresh = after.exchanges.slice(Math.max(0, seen - after.exchangesForgotten));
  const exportIds = new Set(after.exports.map(({ exchangeId }) => exchangeId));
  return fresh
    .filter(({ from }) => from !== 'you')
    .slice(-most)
    .map((exchange, index) => ({
      edge: edgeOfExchange(exchange, exportIds).id,
      failed: faultOf(exchange) !== undefined,
      delayMs: index * apartMs,
    }));
}
