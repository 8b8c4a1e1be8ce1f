import type { TraceColumns } from './trace-columns.ts';

/** By index into `columns.services`: 1 for those that are hidden. */
export function hiddenServices(columns: TraceColumns, names: Iterable<string>): Uint8Array {
  const hidden = names instanceof Set ? names : new Set(names);
  return Uint8Array.from(columns.services, (service) => (hidden.has(service) ? 1 : 0));
}
