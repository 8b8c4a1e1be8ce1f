/** Who calls whom, counted over the spans of traces and their parents. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import { failedStatus } from '../model/is-failed.ts';
import { quantile } from '../model/quantile.ts';
import type { Pause } from './next-turn.ts';
import { parentSpans } from './parent-spans.ts';
import { spanDuration } from './search-test.ts';
import type { Dependency } from './trace-library.ts';
import type { HeldTrace } from './trace-shelves.ts';

interface Calls {
  parent: string;
  child: string;
  errors: number;
  durations: number[];
}

/**
 * A call is a span whose parent is another service's. Of one service, it is a span that takes in a request or a message:
 * most other spans are steps within the service. Most calls first. @throws what `pause` throws
 */
export async function countCalls(traces: Iterable<HeldTrace>, pause: Pause): Promise<Dependency[]> {
  const calls = new Map<string, Calls>();
  for (const trace of traces) {
    await pause();
    countTrace(trace, calls);
  }
  return [...calls.values()]
    .map(({ parent, child, errors, durations }) => ({
      parent,
      child,
      calls: durations.length,
      errors,
      medianNs: quantile(Float64Array.from(durations).sort(), 0.5),
    }))
    .sort((a, b) => b.calls - a.calls);
}

const taken: readonly number[] = [spanKinds.indexOf('SERVER'), spanKinds.indexOf('CONSUMER')];

function countTrace({ table, number }: HeldTrace, calls: Map<string, Calls>): void {
  const { columns, strings } = table;
  const spans = table.traces.spans(number);
  const parents = parentSpans(table, spans);
  const serviceOf = (span: number): number => table.resource(columns.resource[span] ?? 0).service;
  /** By the two services' numbers: a pair of texts is made once for each. */
  const byNumbers = new Map<number, Calls>();
  for (let index = 0; index < spans.length; index++) {
    const [span = 0, parentSpan = -1] = [spans[index], parents[index]];
    if (parentSpan === -1) continue;
    const [parent, child] = [serviceOf(parentSpan), serviceOf(span)];
    if (parent === child && !taken.includes(columns.kind[span] ?? 0)) continue;
    const key = parent * strings.length + child;
    let counted = byNumbers.get(key);
    if (counted === undefined) {
      counted = callsBetween(calls, strings.at(parent), strings.at(child));
      byNumbers.set(key, counted);
    }
    counted.durations.push(spanDuration(table, span));
    if (columns.status[span] === failedStatus) counted.errors += 1;
  }
}

function callsBetween(calls: Map<string, Calls>, parent: string, child: string): Calls {
  const key = JSON.stringify([parent, child]);
  const known = calls.get(key);
  if (known !== undefined) return known;
  const fresh: Calls = { parent, child, errors: 0, durations: [] };
  calls.set(key, fresh);
  return fresh;
}
