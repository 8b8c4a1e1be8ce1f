/**
 * One trace laid out: a row a span, parents before children, depth first, siblings by start. A column a fact, so that
 * 200,000 spans are a few arrays that a Worker hands over, and not a million objects. All arrays have `length` entries.
 */
import type { WarningBit } from './warning-bits.ts';

export interface TraceColumns {
  /** 32 hex digits, or '' for spans that have none. */
  readonly traceId: string;
  readonly length: number;
  /** The earliest start; 0 when no span has one. */
  readonly startUnixNano: bigint;
  /** From the earliest start to the latest end. */
  readonly totalNs: number;
  /** In the order of their first rows. */
  readonly services: readonly string[];
  readonly names: readonly string[];
  /** Each span's number in the library that holds it: stays the same while the trace grows. */
  readonly number: Uint32Array;
  /** Index into `services`. */
  readonly service: Uint32Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
  /** Spans with the same number read the same clock: that of their host, or of their service where no host is named. */
  readonly clock: Uint32Array;
  /** Index into `spanKinds`. */
  readonly kind: Uint8Array;
  /** Index into `statusCodes`. */
  readonly status: Uint8Array;
  /** From the start of the trace, as reported. */
  readonly startNs: Float64Array;
  /** As reported: negative when the span ended before it started; 0 when a time is not set. */
  readonly durationNs: Float64Array;
  /** The part of its duration in which none of its children ran. */
  readonly selfNs: Float64Array;
  /** Row of the span it is drawn under, -1 at the top. */
  readonly parent: Int32Array;
  /** 0 at the top. */
  readonly depth: Uint32Array;
  /** Rows below it at any depth: its subtree is `row … row + descendants`. */
  readonly descendants: Uint32Array;
  /** How many of those failed. */
  readonly errorsBelow: Uint32Array;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: Uint32Array;
  readonly siblings: Uint32Array;
  /** What is odd about it: bits of `warning-bits.ts`. */
  readonly warnings: Uint16Array;
  /** As unsigned 64-bit numbers; 0 for none. */
  readonly spanId: BigUint64Array;
  readonly parentSpanId: BigUint64Array;
  readonly events: Uint32Array;
  readonly links: Uint32Array;
}

/** Index of a span in a trace's columns. Changes while the trace grows: `TraceColumns.number` does not. */
export type Row = number;

export function hasWarning(columns: TraceColumns, row: Row, bit: WarningBit): boolean {
  return ((columns.warnings[row] ?? 0) & bit) !== 0;
}
