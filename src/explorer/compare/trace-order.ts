import type { Row, TraceColumns } from '../model/trace-columns.ts';

/** Any order of traces that depends on nothing but their spans: less than 0, 0 or more, as for `sort`. */
export function traceOrder(a: TraceColumns, b: TraceColumns): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let row = 0; row < a.length; row++) {
    const difference =
      number(a.parent, b.parent, row) ||
      number(a.kind, b.kind, row) ||
      number(a.status, b.status, row) ||
      number(a.durationNs, b.durationNs, row) ||
      text(a.names[a.name[row] ?? 0], b.names[b.name[row] ?? 0]) ||
      text(a.services[a.service[row] ?? 0], b.services[b.service[row] ?? 0]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function number(a: ArrayLike<number>, b: ArrayLike<number>, row: Row): number {
  return (a[row] ?? 0) - (b[row] ?? 0);
}

function text(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
