/**
 * What the times would be if clocks agreed, by the rules of Jaeger's adjuster: a child that another clock timed and that
 * does not lie within its parent is moved there, into the middle where it fits, as if the network took as long one way
 * as the other; what it caused on the same clock moves along. A message may have waited, so who takes it is moved only
 * if it starts before it was sent. A guess: nothing is corrected unless asked.
 */
import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import { markAgainstParent } from './against-parent.ts';
import { orderBy } from './order-by.ts';
import { selfTimes } from './self-time.ts';
import type { Row, TraceColumns } from './trace-columns.ts';
import { warningBits } from './warning-bits.ts';

export interface CorrectedClocks {
  /** The same rows, with their corrected times. Its start may be another: all times are from there. */
  columns: TraceColumns;
  /** By row: by how much it was moved, later when positive. */
  shiftNs: Float64Array;
  /** How many rows were moved. */
  shifted: number;
}

export interface ClockShifts {
  /** By row: by how much it would be moved, later when positive. */
  shiftNs: Float64Array;
  /** How many rows would be moved. */
  shifted: number;
  /** The furthest any is moved. */
  mostNs: number;
}

const producer = spanKinds.indexOf('PRODUCER');
const consumer = spanKinds.indexOf('CONSUMER');

/** The columns themselves when there is nothing to move. */
export function correctClocks(columns: TraceColumns): CorrectedClocks {
  const { shiftNs, shifted } = clockShifts(columns);
  if (shifted === 0) return { columns, shiftNs, shifted };
  return { columns: shiftedColumns(columns, shiftNs), shiftNs, shifted };
}

/** What a correction would move, without doing so. */
export function clockShifts(columns: TraceColumns): ClockShifts {
  const { parent, clock, kind, startNs, durationNs, warnings, length } = columns;
  const shiftNs = new Float64Array(length);
  const hasTimes = (row: Row): boolean =>
    ((warnings[row] ?? 0) & (warningBits['no-start'] | warningBits['no-end'])) === 0;
  let [shifted, mostNs] = [0, 0];
  for (let row = 0; row < length; row++) {
    const above = parent[row] ?? -1;
    if (above < 0) continue;
    const along = shiftNs[above] ?? 0;
    let shift = 0;
    if (clock[row] === clock[above]) {
      shift = along;
    } else if (hasTimes(row) && hasTimes(above)) {
      const parentStart = (startNs[above] ?? 0) + along;
      const start = startNs[row] ?? 0;
      shift =
        kind[above] === producer || kind[row] === consumer
          ? Math.max(0, parentStart - start)
          : shiftInto(start, durationNs[row] ?? 0, parentStart, durationNs[above] ?? 0);
    }
    if (shift === 0) continue;
    shiftNs[row] = shift;
    shifted += 1;
    mostNs = Math.max(mostNs, Math.abs(shift));
  }
  return { shiftNs, shifted, mostNs };
}

/** How far a child would have to move to lie within its parent: to its start, or to its middle if it fits. */
function shiftInto(start: number, duration: number, parentStart: number, parentDuration: number): number {
  const toStart = parentStart - start;
  if (duration > parentDuration) return Math.max(0, toStart);
  if (toStart <= 0 && start + duration <= parentStart + parentDuration) return 0;
  return toStart + Math.floor((parentDuration - duration) / 2);
}

function shiftedColumns(columns: TraceColumns, shiftNs: Float64Array): TraceColumns {
  const { durationNs, parent, kind } = columns;
  const startNs = columns.startNs.map((start, row) => start + (shiftNs[row] ?? 0));
  const warnings = columns.warnings.slice();
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < columns.length; row++) {
    if (((warnings[row] ?? 0) & warningBits['no-start']) !== 0) continue;
    const start = startNs[row] ?? 0;
    const end = start + (durationNs[row] ?? 0);
    first = Math.min(first, start, end);
    last = Math.max(last, start, end);
  }
  for (let row = 0; row < columns.length; row++) {
    const isSet = ((warnings[row] ?? 0) & warningBits['no-start']) === 0;
    startNs[row] = isSet ? (startNs[row] ?? 0) - first : 0;
  }
  markAgainstParent({ parent, kind, startNs, durationNs, warnings });
  return {
    ...columns,
    startUnixNano: columns.startUnixNano + BigInt(Math.round(first)),
    totalNs: last - first,
    startNs,
    selfNs: selfTimes(parent, startNs, durationNs, orderBy(startNs, durationNs)),
    warnings,
  };
}
