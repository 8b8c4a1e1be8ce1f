import type { ExplorerState } from './explorer-state.ts';

/** Another trace on show, and one of its spans: what belongs to the trace before it, such as its zoom, is left behind. */
export function atTrace(traceId: string, spanId?: string): Partial<ExplorerState> {
  return { page: 'trace', traceId, spanId, fromNs: undefined, toNs: undefined };
}
