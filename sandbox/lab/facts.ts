/** What a run has shown so far, bounded: what its checks are evaluated on. */
import type { Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';

export const factLimits = { stdout: 10_000, printed: 10_000, stored: 100_000, exchanges: 10_000 } as const;

export interface Facts {
  stored: Span[];
  printed: Span[];
  stdout: { service: string; text: string }[];
  exchanges: Exchange[];
}

export function noFacts(): Facts {
  return { stored: [], printed: [], stdout: [], exchanges: [] };
}

/** Add what there is room for, and return that. */
export function addFacts<Kind extends keyof Facts>(
  facts: Facts,
  kind: Kind,
  more: readonly Facts[Kind][number][],
): Facts[Kind][number][] {
  const room = Math.max(0, factLimits[kind] - facts[kind].length);
  const added = more.slice(0, room);
  for (const each of added) (facts[kind] as Facts[Kind][number][]).push(each);
  return added;
}
