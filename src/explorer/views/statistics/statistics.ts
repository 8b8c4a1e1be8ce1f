/** Figures of the spans of a trace, group by group. Pure, columnar: a grouping may have as many groups as spans. */

import { argsort } from '../../model/argsort.ts';
import { failedStatus } from '../../model/is-failed.ts';
import { quantile } from '../../model/quantile.ts';
import type { Steps } from '../../model/steps.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { createPairIndex } from '../figures/pair-index.ts';

/** What spans are grouped by: a column of the trace, or an attribute. */
export interface Grouping {
  values: readonly string[];
  /** By row: index into `values`, -1 where the span has none. */
  at: ArrayLike<number>;
}

export interface Statistics {
  readonly length: number;
  /** Index into the grouping's values; -1 for the spans without one. */
  readonly value: Int32Array;
  readonly spans: Uint32Array;
  readonly errors: Uint32Array;
  /** Durations added up, also where spans overlap or contain each other. */
  readonly totalNs: Float64Array;
  readonly selfNs: Float64Array;
  readonly minNs: Float64Array;
  readonly medianNs: Float64Array;
  readonly p95Ns: Float64Array;
  readonly maxNs: Float64Array;
  /** The span that took longest. */
  readonly slowest: Uint32Array;
  /** By row: its group; -1 when it is not counted. */
  readonly groupOf: Int32Array;
  readonly allSelfNs: number;
}

export interface StatisticsWithin {
  /** Its groups are pairs; their `value` is the number of the pair. */
  statistics: Statistics;
  /** By pair: the group of the outer grouping, and the value of the inner one (-1 for none). */
  outerOf: Uint32Array;
  innerOf: Int32Array;
}

/** Groups in the order of their first rows. `counted` has 1 for each row that counts; all do when it is not given. */
export function* statisticsOf(
  columns: TraceColumns,
  grouping: Pick<Grouping, 'at'> & { values: { readonly length: number } },
  counted?: Uint8Array | undefined,
): Steps<Statistics> {
  const { length, durationNs, selfNs, status } = columns;
  const placeOf = new Int32Array(grouping.values.length + 1).fill(-1);
  const groupOf = new Int32Array(length).fill(-1);
  const values: number[] = [];
  for (let row = 0; row < length; row++) {
    if (counted !== undefined && counted[row] !== 1) continue;
    const value = grouping.at[row] ?? -1;
    let group = placeOf[value + 1] ?? -1;
    if (group < 0) {
      group = values.length;
      placeOf[value + 1] = group;
      values.push(value);
    }
    groupOf[row] = group;
  }
  yield;
  const count = values.length;
  const spans = new Uint32Array(count);
  const errors = new Uint32Array(count);
  const totalNs = new Float64Array(count);
  const ownNs = new Float64Array(count);
  const slowest = new Uint32Array(count);
  const longest = new Float64Array(count).fill(-1);
  let allSelfNs = 0;
  for (let row = 0; row < length; row++) {
    const group = groupOf[row] ?? -1;
    if (group < 0) continue;
    const duration = Math.max(0, durationNs[row] ?? 0);
    const own = Math.max(0, selfNs[row] ?? 0);
    spans[group] = (spans[group] ?? 0) + 1;
    if (status[row] === failedStatus) errors[group] = (errors[group] ?? 0) + 1;
    totalNs[group] = (totalNs[group] ?? 0) + duration;
    ownNs[group] = (ownNs[group] ?? 0) + own;
    allSelfNs += own;
    if (duration > (longest[group] ?? 0)) {
      longest[group] = duration;
      slowest[group] = row;
    }
  }
  yield;
  const quantileOf = yield* quantilesByGroup(columns, groupOf, spans);
  return {
    length: count,
    value: Int32Array.from(values),
    spans,
    errors,
    totalNs,
    selfNs: ownNs,
    minNs: quantileOf(0),
    medianNs: quantileOf(0.5),
    p95Ns: quantileOf(0.95),
    maxNs: quantileOf(1),
    slowest,
    groupOf,
    allSelfNs,
  };
}

/** A group for each pair of groups that occurs, and which two it is of. */
export function* statisticsWithin(
  columns: TraceColumns,
  outer: Statistics,
  inner: Grouping,
): Steps<StatisticsWithin> {
  const { length } = columns;
  const pairs = createPairIndex(length);
  const outerOf: number[] = [];
  const innerOf: number[] = [];
  const at = new Int32Array(length).fill(-1);
  const counted = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const group = outer.groupOf[row] ?? -1;
    if (group < 0) continue;
    const value = inner.at[row] ?? -1;
    const known = pairs.size;
    const pair = pairs.of(group, value);
    if (pair === known) {
      outerOf.push(group);
      innerOf.push(value);
    }
    at[row] = pair;
    counted[row] = 1;
  }
  // Pairs are numbered in the order of their first rows, and so are the groups made of them.
  const statistics = yield* statisticsOf(columns, { values: { length: pairs.size }, at }, counted);
  return { statistics, outerOf: Uint32Array.from(outerOf), innerOf: Int32Array.from(innerOf) };
}

/** All durations sorted once, then dealt to their groups: sorting each of 200,000 groups would take longer. */
function* quantilesByGroup(
  columns: TraceColumns,
  groupOf: Int32Array,
  spans: Uint32Array,
): Steps<(share: number) => Float64Array> {
  const starts = new Uint32Array(spans.length + 1);
  spans.forEach((count, group) => {
    starts[group + 1] = (starts[group] ?? 0) + count;
  });
  const next = starts.slice();
  const sorted = new Float64Array(starts[spans.length] ?? 0);
  const byDuration = argsort(columns.durationNs);
  yield;
  for (const row of byDuration) {
    const group = groupOf[row] ?? -1;
    if (group < 0) continue;
    const place = next[group] ?? 0;
    sorted[place] = Math.max(0, columns.durationNs[row] ?? 0);
    next[group] = place + 1;
  }
  yield;
  return (share) =>
    Float64Array.from(spans, (_, group) =>
      quantile(sorted, share, starts[group] ?? 0, starts[group + 1] ?? 0),
    );
}
