/** The orders a search's result can have. */
import type { SearchSort } from './trace-library.ts';
import type { TraceTotals } from './trace-totals.ts';

type Order = (a: TraceTotals, b: TraceTotals) => number;

const newest: Order = (a, b) =>
  a.startUnixNano < b.startUnixNano ? 1 : a.startUnixNano > b.startUnixNano ? -1 : 0;

/** What is equal comes newest first. */
export const traceOrders: Readonly<Record<SearchSort, Order>> = {
  newest,
  oldest: (a, b) => newest(b, a),
  longest: (a, b) => b.durationNs - a.durationNs || newest(a, b),
  shortest: (a, b) => a.durationNs - b.durationNs || newest(a, b),
  'most-spans': (a, b) => b.spans - a.spans || newest(a, b),
  'most-errors': (a, b) => b.errors - a.errors || newest(a, b),
};
