/** What a run has shown so far, bounded: what its checks are evaluated on. */
import type { Exchange } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { sharedBytes, spanBytes } from '../store/span-size.ts';

export const factLimits = { stdout: 10_000, printed: 10_000, stored: 100_000, exchanges: 10_000 } as const;
/** What the spans of a run may take in memory: as much again as the store, which may have given them up. */
export const maxFactBytes = 64_000_000;

export interface Facts {
  stored: Span[];
  printed: Span[];
  stdout: { service: string; text: string }[];
  exchanges: Exchange[];
}

/** What is said once, when there is no room for more of these. */
export const fullNotes: Readonly<Record<keyof Facts, string>> = {
  stdout: `More than ${factLimits.stdout} lines were printed: checks read only the first of them.`,
  printed: `More than ${factLimits.printed} spans were printed: later ones are not listed, and checks do not read them.`,
  stored: 'More spans were stored than there is room for: checks read only the first of them.',
  exchanges: `More than ${factLimits.exchanges} requests were made: later ones are not listed, and checks do not read them.`,
};

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

/** @returns what takes spans in and gives back the first of them, for as long as all together take no more than this */
export function createSpanBudget(maxBytes = maxFactBytes): (spans: readonly Span[]) => Span[] {
  let left = maxBytes;
  let last: Span | undefined;
  return (spans) => {
    const within: Span[] = [];
    for (const span of spans) {
      const isShared = span.resource === last?.resource && span.scope === last.scope;
      left -= spanBytes(span) + (isShared ? 0 : sharedBytes(span));
      if (left < 0) {
        left = 0;
        return within;
      }
      last = span;
      within.push(span);
    }
    return within;
  };
}
