/** What the spans of a service are called, as both APIs list it. */
import type { TraceIndex } from '../trace-index.ts';

export interface NamedOperation {
  name: string;
  /** In lower case; '' when it was not specified. */
  spanKind: string;
}

/** @param spanKind in lower case, or '' for every kind */
export function operationsOf(index: TraceIndex, service: string, spanKind: string): NamedOperation[] {
  return index
    .operations(service)
    .map(({ name, kind }) => ({ name, spanKind: kind === 'UNSPECIFIED' ? '' : kind.toLowerCase() }))
    .filter((operation) => spanKind === '' || operation.spanKind === spanKind);
}
