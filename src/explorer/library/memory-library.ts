/** Traces in memory: the lab's in the page, files' in a Worker. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { layoutTrace } from '../model/layout.ts';
import { countCalls } from './calls.ts';
import { spansLinkingTo } from './linked-spans.ts';
import { createPause } from './next-turn.ts';
import { searchTraces } from './search-traces.ts';
import {
  LibraryError,
  type LinkedSpan,
  type OpenTrace,
  type Operation,
  type TraceLibrary,
} from './trace-library.ts';
import { traceOrders } from './trace-order.ts';
import { createTraceReader } from './trace-reader.ts';
import {
  type AddResult,
  createTraceShelves,
  type HeldTrace,
  type ShelfLimits,
  type TraceShelves,
} from './trace-shelves.ts';

export interface MemoryLibrary extends TraceLibrary {
  readonly spans: number;
  readonly traceIds: Iterable<string>;
  /** How many spans a trace has so far; 0 when it is not here. */
  size(traceId: string): number;
  /** The trace as it was when it had so many spans: rows are the same as then. @throws {LibraryError} */
  openFirst(traceId: string, spans: number): OpenTrace;
  /**
   * Tells subscribers when something was added. When there is no room, the oldest traces are given up for new ones, or
   * with `none` the rest is refused.
   */
  add(spans: Iterable<Span>, giveUp?: 'oldest' | 'none'): AddResult;
  clear(): void;
}

/** What a tab of a phone can spare is less: the lab sets its own. */
const defaultLimits: ShelfLimits = { maxSpans: 1_000_000, maxBytes: 600_000_000 };

export function createMemoryLibrary(limits: Partial<ShelfLimits> = {}): MemoryLibrary {
  const most = { ...defaultLimits, ...limits };
  let shelves = createTraceShelves(most);
  const opened = new WeakMap<OpenTrace, HeldTrace>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    abilities: { comparisons: true, backlinks: true },
    get spans() {
      return shelves.spans;
    },
    get traceIds() {
      return shelves.traces.keys();
    },
    async services(signal) {
      signal?.throwIfAborted();
      return servicesOf(shelves);
    },
    async operations(service, signal) {
      signal?.throwIfAborted();
      return operationsOf(shelves, service);
    },
    async search(query, signal) {
      const { traces, problems } = await searchTraces(shelves, query, signal);
      const order = traceOrders[query.sort];
      const sorted = traces.sort((a, b) => order(a.trace.totals, b.trace.totals));
      return {
        traces: sorted.slice(0, query.limit).map(({ trace, matchedNs }) => ({
          ...trace.totals.summary(),
          ...(matchedNs !== undefined && { matchedNs }),
        })),
        found: sorted.length,
        problems,
      };
    },
    async open(traceId, { signal, since } = {}) {
      signal?.throwIfAborted();
      const held = shelves.traces.get(traceId);
      if (since !== undefined && held !== undefined && opened.get(since) === held) {
        if (since.columns.length === held.totals.spans) return since;
      }
      const trace = openFirst(shelves, traceId);
      if (held !== undefined) opened.set(trace, held);
      return trace;
    },
    openFirst: (traceId, spans) => openFirst(shelves, traceId, spans),
    size: (traceId) => shelves.traces.get(traceId)?.totals.spans ?? 0,
    async dependencies(query, signal) {
      const found = query === undefined ? undefined : await searchTraces(shelves, query, signal);
      const traces = found?.traces.map(({ trace }) => trace) ?? [...shelves.traces.values()];
      return countCalls(traces, createPause(signal));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(spans, giveUp = 'oldest') {
      const result = shelves.add(spans, giveUp);
      if (result.added > 0) changed();
      return result;
    },
    clear() {
      shelves = createTraceShelves(most);
      changed();
    },
  };
}

function openFirst(shelves: TraceShelves, traceId: string, spans?: number): OpenTrace {
  const held = shelves.traces.get(traceId);
  if (held === undefined) throw new LibraryError(noSuchTrace(traceId));
  const { table } = held;
  const columns = layoutTrace(table, table.traces.spans(held.number).subarray(0, spans));
  const linkedFrom = (number: number): LinkedSpan[] =>
    spansLinkingTo(table, number, shelves.tables, (id) => shelves.traces.has(id));
  const { number: numbers, startUnixNano } = columns;
  return { columns, ...createTraceReader({ table, numbers, startUnixNano, linkedFrom }) };
}

function noSuchTrace(traceId: string): string {
  const which = traceId === '' ? 'without an id' : traceId;
  return `There is no trace ${which} here. It may have been given up for newer ones, or be in a file that is not open.`;
}

function servicesOf({ traces }: TraceShelves): string[] {
  const names = new Set<string>();
  for (const { totals } of traces.values()) for (const name of totals.services()) names.add(name);
  return [...names].sort();
}

/** Of one service, or of all for ''. By name. */
function operationsOf({ tables, traces }: TraceShelves, service: string): Operation[] {
  const operations = new Map<string, Operation>();
  for (const table of tables) {
    const { columns, strings } = table;
    const wanted = service === '' ? undefined : strings.find(service);
    if (service !== '' && wanted === undefined) continue;
    const seen = new Set<number>();
    for (let span = 0; span < table.size; span++) {
      const key = (columns.name[span] ?? 0) * spanKinds.length + (columns.kind[span] ?? 0);
      if (seen.has(key)) continue;
      if (wanted !== undefined && table.resource(columns.resource[span] ?? 0).service !== wanted) continue;
      if (!traces.has(table.traces.id(columns.trace[span] ?? 0))) continue;
      seen.add(key);
      const name = strings.at(columns.name[span] ?? 0);
      const kind = spanKinds[columns.kind[span] ?? 0] ?? 'UNSPECIFIED';
      const spanKind = kind === 'UNSPECIFIED' ? '' : kind.toLowerCase();
      operations.set(JSON.stringify([name, spanKind]), { name, spanKind });
    }
  }
  return [...operations.values()].sort((a, b) => compare(a.name, b.name) || compare(a.spanKind, b.spanKind));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
