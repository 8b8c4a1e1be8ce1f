/** The columns of a span table: a row a span, in the order of arrival; and those of its events and links. */
import { u8, u32 } from './typed-arrays.ts';

export interface SpanColumns {
  /** Number of the trace: see `TraceNumbers`. */
  trace: Uint32Array;
  /** 64-bit, in halves: see `word64.ts`. An id that is no 16 hex digits stands here as a hash. */
  spanId: Uint32Array;
  parentSpanId: Uint32Array;
  startUnixNano: Uint32Array;
  endUnixNano: Uint32Array;
  /** Numbers of texts. */
  name: Uint32Array;
  traceState: Uint32Array;
  statusMessage: Uint32Array;
  /** Index into `spanKinds`. */
  kind: Uint8Array;
  /** Index into `statusCodes`. */
  status: Uint8Array;
  /** OTLP's `flags`. */
  flags: Uint32Array;
  resource: Uint32Array;
  scope: Uint32Array;
  /** Its first event and link; those up to the next span's are its own. One entry longer than the others. */
  event: Uint32Array;
  link: Uint32Array;
}

export interface EventColumnsOfTable {
  span: Uint32Array;
  /** Number of a text. */
  name: Uint32Array;
  /** 64-bit, in halves. */
  timeUnixNano: Uint32Array;
}

export interface LinkColumnsOfTable {
  span: Uint32Array;
  /** Number of the trace it points at: see `TraceNumbers`. */
  trace: Uint32Array;
  /** 64-bit, in halves. */
  spanId: Uint32Array;
  /** Number of a text. */
  traceState: Uint32Array;
}

export function spanColumns(rows: number, from?: SpanColumns): SpanColumns {
  return {
    trace: u32(rows, from?.trace),
    spanId: u32(2 * rows, from?.spanId),
    parentSpanId: u32(2 * rows, from?.parentSpanId),
    startUnixNano: u32(2 * rows, from?.startUnixNano),
    endUnixNano: u32(2 * rows, from?.endUnixNano),
    name: u32(rows, from?.name),
    traceState: u32(rows, from?.traceState),
    statusMessage: u32(rows, from?.statusMessage),
    kind: u8(rows, from?.kind),
    status: u8(rows, from?.status),
    flags: u32(rows, from?.flags),
    resource: u32(rows, from?.resource),
    scope: u32(rows, from?.scope),
    event: u32(rows + 1, from?.event),
    link: u32(rows + 1, from?.link),
  };
}

export function eventColumns(rows: number, from?: EventColumnsOfTable): EventColumnsOfTable {
  return {
    span: u32(rows, from?.span),
    name: u32(rows, from?.name),
    timeUnixNano: u32(2 * rows, from?.timeUnixNano),
  };
}

export function linkColumns(rows: number, from?: LinkColumnsOfTable): LinkColumnsOfTable {
  return {
    span: u32(rows, from?.span),
    trace: u32(rows, from?.trace),
    spanId: u32(2 * rows, from?.spanId),
    traceState: u32(rows, from?.traceState),
  };
}
