/**
 * The traces a library holds, bounded. They stand on shelves, tables that fill one after the other; a trace stays on the
 * shelf of its first span. Tables cannot forget: when there is no room, the traces that came first are given up until a
 * whole shelf is empty and can be dropped.
 */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createSpanTable, type SpanTable } from '../model/span-table.ts';
import { createTraceTotals, type TraceTotals } from './trace-totals.ts';

export interface ShelfLimits {
  maxSpans: number;
  /** Of memory, estimated. */
  maxBytes: number;
}

export interface HeldTrace {
  /** No other trace ever held has it, not even the same one given up and come again. */
  readonly serial: number;
  readonly totals: TraceTotals;
  readonly table: SpanTable;
  /** Its number in `table.traces`. */
  readonly number: number;
}

/** What became of spans that were added. */
export interface AddResult {
  added: number;
  /** There was no room for them. */
  refused: number;
  /** To make room for others. */
  givenUp: { traces: number; spans: number };
}

export interface TraceShelves {
  /** By trace id, in the order of their first spans. */
  readonly traces: ReadonlyMap<string, HeldTrace>;
  readonly tables: readonly SpanTable[];
  readonly spans: number;
  /** Without room, `oldest` gives up old traces for new ones, `none` refuses the rest. */
  add(spans: Iterable<Span>, giveUp: 'oldest' | 'none'): AddResult;
}

interface Shelf {
  table: SpanTable;
  /** Traces that have not been given up. */
  traces: number;
}

/** New traces go on a new shelf when the last one has its share of the spans. */
const shelves = 8;
/** Spans between two looks at the memory. */
const stride = 256;

/** @param nextSerial counts up, over all shelves a library ever has */
export function createTraceShelves(
  { maxSpans, maxBytes }: ShelfLimits,
  nextSerial: () => number,
): TraceShelves {
  const traces = new Map<string, HeldTrace & { shelf: Shelf }>();
  const shelved: Shelf[] = [];
  let spans = 0;
  let last: (HeldTrace & { shelf: Shelf }) | undefined;

  const sum = (of: (table: SpanTable) => number): number =>
    shelved.reduce((total, { table }) => total + of(table), 0);

  /** Rows of all tables, those of traces given up included. */
  let rows = 0;
  let sinceLook = 0;
  let bytesFull = false;
  function isFull(): boolean {
    if (rows >= maxSpans) return true;
    if (sinceLook++ % stride === 0) bytesFull = sum(({ bytes }) => bytes) >= maxBytes;
    return bytesFull;
  }

  function lastShelf(): Shelf {
    const shelf = shelved.at(-1);
    const isUsed =
      shelf === undefined ||
      shelf.table.size * shelves >= maxSpans ||
      shelf.table.bytes * shelves >= maxBytes;
    if (!isUsed) return shelf;
    const fresh: Shelf = { table: createSpanTable(), traces: 0 };
    shelved.push(fresh);
    return fresh;
  }

  function hold(traceId: string): HeldTrace & { shelf: Shelf } {
    if (last?.totals.traceId === traceId) return last;
    let held = traces.get(traceId);
    if (held === undefined) {
      const shelf = lastShelf();
      shelf.traces += 1;
      const { table } = shelf;
      held = {
        serial: nextSerial(),
        totals: createTraceTotals(traceId),
        table,
        number: table.traces.number(traceId),
        shelf,
      };
      traces.set(traceId, held);
    }
    last = held;
    return held;
  }

  /** Gives up traces, the oldest first, until a shelf is free; never the one named. Says whether that did it. */
  function makeRoom(keep: string, givenUp: AddResult['givenUp']): boolean {
    for (const [traceId, { shelf, totals }] of traces) {
      if (traceId === keep) continue;
      traces.delete(traceId);
      if (last?.totals.traceId === traceId) last = undefined;
      spans -= totals.spans;
      givenUp.traces += 1;
      givenUp.spans += totals.spans;
      shelf.traces -= 1;
      if (shelf.traces > 0) continue;
      shelved.splice(shelved.indexOf(shelf), 1);
      rows -= shelf.table.size;
      sinceLook = 0;
      if (!isFull()) return true;
    }
    return false;
  }

  return {
    traces,
    get tables() {
      return shelved.map(({ table }) => table);
    },
    get spans() {
      return spans;
    },
    add(added, giveUp) {
      const result: AddResult = { added: 0, refused: 0, givenUp: { traces: 0, spans: 0 } };
      for (const span of added) {
        if (isFull() && (giveUp === 'none' || !makeRoom(span.traceId, result.givenUp))) {
          result.refused += 1;
          continue;
        }
        const { table, totals } = hold(span.traceId);
        table.add(span);
        totals.add(span);
        spans += 1;
        rows += 1;
        result.added += 1;
      }
      return result;
    },
  };
}
