/** What narrows a search, so that a reader who finds nothing can take it away. */

import type { SearchQuery } from '../library/trace-library.ts';
import { formatDuration } from '../parts/duration.ts';
import { lookbackLabel } from './time-range.ts';

export interface Condition {
  /** `tags`, in a sentence. */
  words: string;
  /** The query without it. */
  without: Partial<SearchQuery>;
}

export function conditionsOf(query: SearchQuery): Condition[] {
  const conditions: Condition[] = [];
  const add = (is: boolean, words: string, without: Partial<SearchQuery>): void => {
    if (is) conditions.push({ words, without });
  };
  add(query.service !== '', `service ${query.service}`, { service: '', operation: '' });
  add(query.operation !== '', `operation ${query.operation}`, { operation: '' });
  add(query.tags.trim() !== '', `tags ${query.tags.trim()}`, { tags: '' });
  const { fromUnixNano, toUnixNano, lookbackMs, minDurationNs, maxDurationNs } = query;
  if (fromUnixNano !== undefined || toUnixNano !== undefined)
    add(true, 'the time chosen', { fromUnixNano: undefined, toUnixNano: undefined });
  else if (lookbackMs !== undefined)
    add(true, lookbackLabel(lookbackMs).toLowerCase(), { lookbackMs: undefined });
  if (minDurationNs !== undefined)
    add(true, `at least ${formatDuration(minDurationNs)}`, { minDurationNs: undefined });
  if (maxDurationNs !== undefined)
    add(true, `at most ${formatDuration(maxDurationNs)}`, { maxDurationNs: undefined });
  return conditions;
}

/** An address read again makes another object of the same search. */
export function sameQuery(one: SearchQuery, other: SearchQuery): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof SearchQuery>;
  return [...keys].every((key) => one[key] === other[key]);
}
