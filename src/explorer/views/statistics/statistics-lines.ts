/** Groups, and groups within them, as lines of a table. Pure. */
import { argsort } from '../../model/argsort.ts';
import type { Steps } from '../../model/steps.ts';
import { ranks } from '../figures/ranks.ts';
import type { Statistics, StatisticsWithin } from './statistics.ts';

export const statisticsFigures = [
  'spans',
  'errors',
  'totalNs',
  'selfNs',
  'minNs',
  'medianNs',
  'p95Ns',
  'maxNs',
] as const satisfies readonly (keyof Statistics)[];
export type StatisticsFigure = (typeof statisticsFigures)[number];

export interface LineSort {
  by: 'label' | StatisticsFigure;
  descending: boolean;
}

export interface Lines {
  readonly length: number;
  /** 1 for a group within a group. */
  readonly inner: Uint8Array;
  /** Index of the group, among all of its level. */
  readonly group: Uint32Array;
}

/** `isOpen` says whether the groups within a group are shown. Those without the value come last by label. */
export function* linesOf(
  outer: Statistics,
  outerValues: readonly string[],
  within: { of: StatisticsWithin; values: readonly string[]; isOpen: (group: number) => boolean } | undefined,
  sort: LineSort,
): Steps<Lines> {
  const outerOrder = yield* ordered(outer, outer.value, outerValues, sort);
  if (within === undefined) {
    return { length: outer.length, inner: new Uint8Array(outer.length), group: outerOrder };
  }
  const { statistics, outerOf, innerOf } = within.of;
  const innerOrder = yield* ordered(statistics, innerOf, within.values, sort);
  const inside = dealt(innerOrder, outerOf, outer.length);
  const inner = new Uint8Array(outer.length + statistics.length);
  const group = new Uint32Array(outer.length + statistics.length);
  let length = 0;
  for (const each of outerOrder) {
    group[length++] = each;
    if (!within.isOpen(each)) continue;
    for (let place = inside.starts[each] ?? 0; place < (inside.starts[each + 1] ?? 0); place++) {
      inner[length] = 1;
      group[length++] = inside.members[place] ?? 0;
    }
  }
  return { length, inner: inner.subarray(0, length), group: group.subarray(0, length) };
}

function* ordered(
  statistics: Statistics,
  value: Int32Array,
  values: readonly string[],
  { by, descending }: LineSort,
): Steps<Uint32Array> {
  if (by !== 'label') return argsort(Float64Array.from(statistics[by]), descending);
  const places = yield* ranks(values);
  return argsort(
    Float64Array.from(value, (each) => (each < 0 ? Number.NaN : (places[each] ?? 0))),
    descending,
  );
}

/** Members of each group, in the order they have in `order`. */
function dealt(
  order: Uint32Array,
  groupOf: Uint32Array,
  groups: number,
): { starts: Uint32Array; members: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (const group of groupOf) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 0; group < groups; group++)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const members = new Uint32Array(order.length);
  for (const member of order) {
    const group = groupOf[member] ?? 0;
    members[next[group] ?? 0] = member;
    next[group] = (next[group] ?? 0) + 1;
  }
  return { starts, members };
}
