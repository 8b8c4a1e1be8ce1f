/** Traces in memory: the lab's in the page, files' in a Worker. */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { layoutTrace } from '../model/layout.ts';
import { countCalls } from './calls.ts';
import type { TraceHandle } from './library-message.ts';
import { spanIn, spansLinkingTo } from './linked-spans.ts';
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
  spanAt(traceId: string, spanId: string): Promise<LinkedSpan | undefined>;
  /** Which trace this is at present, and with how many spans. @throws {LibraryError} */
  handle(traceId: string): TraceHandle;
  /** The trace as it was then: rows are the same. @throws {LibraryError} also when it has been given up since */
  openFirst(handle: TraceHandle): OpenTrace;
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
  let serials = 0;
  const emptyShelves = (): TraceShelves => createTraceShelves(most, () => serials++);
  let shelves = emptyShelves();
  const opened = new WeakMap<OpenTrace, HeldTrace>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    abilities: { comparisons: true, backlinks: true, lookbackFrom: 'newest' },
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
      const held = heldTrace(shelves, traceId);
      if (since !== undefined && opened.get(since) === held) {
        if (since.columns.length === held.totals.spans) return since;
      }
      const trace = openFirst(shelves, held, held.totals.spans);
      opened.set(trace, held);
      return trace;
    },
    async spanAt(traceId, spanId) {
      const held = shelves.traces.get(traceId);
      return held === undefined ? undefined : spanIn(held, spanId);
    },
    handle(traceId) {
      const { serial, totals } = heldTrace(shelves, traceId);
      return { traceId, serial, spans: totals.spans };
    },
    openFirst({ traceId, serial, spans }) {
      const held = heldTrace(shelves, traceId);
      if (held.serial === serial) return openFirst(shelves, held, spans);
      throw new LibraryError(
        `What was shown of trace ${traceId} has been given up for newer traces. Open it again for what is here now.`,
      );
    },
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
      shelves = emptyShelves();
      changed();
    },
  };
}

function heldTrace({ traces }: TraceShelves, traceId: string): HeldTrace {
  const held = traces.get(traceId);
  if (held === undefined) throw new LibraryError(noSuchTrace(traceId));
  return held;
}

function openFirst(shelves: TraceShelves, { table, number }: HeldTrace, spans: number): OpenTrace {
  const columns = layoutTrace(table, table.traces.spans(number).subarray(0, spans));
  const linkedFrom = (span: number): LinkedSpan[] =>
    spansLinkingTo(table, span, shelves.tables, (id) => shelves.traces.has(id));
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
