/** Calls between services, put in order for a graph, a table and a matrix. Pure. */
import { plural } from '../../words.ts';
import { writeTag } from '../library/tag-query.ts';
import type { Dependency, SearchQuery } from '../library/trace-library.ts';
import { formatDuration } from '../parts/duration.ts';
import { emptyQuery } from '../state/explorer-state.ts';

export interface CallMap {
  /** Callers before those they call, as far as calls do not go round; then by name. */
  services: string[];
  /** Between different services; most calls first. */
  calls: Dependency[];
  /** By service: calls of it by itself. */
  withinService: ReadonlyMap<string, Dependency>;
}

export function callMap(dependencies: readonly Dependency[]): CallMap {
  const calls = dependencies
    .filter(({ parent, child }) => parent !== child)
    .sort((a, b) => b.calls - a.calls || compare(a.parent, b.parent) || compare(a.child, b.child));
  const own = dependencies.filter(({ parent, child }) => parent === child);
  const names = [...new Set(dependencies.flatMap(({ parent, child }) => [parent, child]))].sort(compare);
  return {
    services: callersFirst(names, calls),
    calls,
    withinService: new Map(own.map((each) => [each.parent, each])),
  };
}

/** Takes away, again and again, who is called by nobody left; where calls go round, who is first by name. */
function callersFirst(names: readonly string[], calls: readonly Dependency[]): string[] {
  const callers = new Map(names.map((name) => [name, 0]));
  const called = new Map<string, string[]>();
  for (const { parent, child } of calls) {
    callers.set(child, (callers.get(child) ?? 0) + 1);
    called.set(parent, [...(called.get(parent) ?? []), child]);
  }
  const left = new Set(names);
  const order: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((name) => callers.get(name) === 0) ?? [...left][0] ?? '';
    left.delete(next);
    order.push(next);
    for (const child of called.get(next) ?? []) callers.set(child, (callers.get(child) ?? 0) - 1);
  }
  return order;
}

/** In the order of the table's columns. */
export const callSorts = ['caller', 'callee', 'calls', 'errors', 'median'] as const;
export type CallSort = (typeof callSorts)[number];

/** Most first for figures, A first for names; by calls where that is the same. */
export function sortedCalls(calls: readonly Dependency[], by: CallSort): Dependency[] {
  const order: Record<CallSort, (a: Dependency, b: Dependency) => number> = {
    calls: (a, b) => b.calls - a.calls,
    errors: (a, b) => (b.errors ?? -1) - (a.errors ?? -1),
    median: (a, b) => (b.medianNs ?? -1) - (a.medianNs ?? -1),
    caller: (a, b) => compare(a.parent, b.parent),
    callee: (a, b) => compare(a.child, b.child),
  };
  return [...calls].sort((a, b) => order[by](a, b) || b.calls - a.calls);
}

/** “12 calls, 2 errors, median 3 ms” */
export function callWords({ calls, errors, medianNs }: Dependency): string {
  return [
    plural(calls, 'call'),
    ...(errors !== undefined && errors > 0 ? [plural(errors, 'error')] : []),
    ...(medianNs === undefined ? [] : [`median ${formatDuration(medianNs)}`]),
  ].join(', ');
}

/**
 * The search that finds the traces with these calls: of the callee, called by the caller. What the search on show says
 * of time is kept.
 */
export function queryOfCalls({ parent, child }: Dependency, query: SearchQuery): SearchQuery {
  const { limit, sort, lookbackMs, fromUnixNano, toUnixNano } = query;
  const tags = writeTag({ of: 'anything', key: 'parent.service', operator: '=', value: parent });
  return { ...emptyQuery, limit, sort, lookbackMs, fromUnixNano, toUnixNano, service: child, tags };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
