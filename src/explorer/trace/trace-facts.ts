/** What is to be said of a trace as a whole. */

import { isFailed } from '../model/is-failed.ts';
import { hasWarning, type Row, type TraceColumns } from '../model/trace-columns.ts';
import { warningBits } from '../model/warning-bits.ts';

export interface TraceFacts {
  /** Of its root span, or of its first row. */
  name: string;
  service: string;
  hasRoot: boolean;
  errors: number;
  /** Rows with something odd. */
  odd: number;
  /** Rows whose parent is not here. */
  orphans: number;
  /** Rows that say they started before what caused them, or after it was over. */
  outOfOrder: number;
}

const outOfOrder = warningBits['starts-before-parent'] | warningBits['starts-after-parent'];

export function traceFacts(columns: TraceColumns): TraceFacts {
  const { length, warnings } = columns;
  const root = Math.max(0, columns.parentSpanId.indexOf(0n));
  const facts: TraceFacts = {
    name: columns.names[columns.name[root] ?? 0] ?? '',
    service: columns.services[columns.service[root] ?? 0] ?? '',
    hasRoot: columns.parentSpanId[root] === 0n,
    errors: 0,
    odd: 0,
    orphans: 0,
    outOfOrder: 0,
  };
  for (let row = 0; row < length; row++) {
    if (isFailed(columns, row)) facts.errors += 1;
    const bits = warnings[row] ?? 0;
    if (bits === 0) continue;
    facts.odd += 1;
    if ((bits & warningBits['missing-parent']) !== 0) facts.orphans += 1;
    if ((bits & outOfOrder) !== 0) facts.outOfOrder += 1;
  }
  return facts;
}

export function isOrphan(columns: TraceColumns, row: Row): boolean {
  return hasWarning(columns, row, warningBits['missing-parent']);
}

export function isOdd(columns: TraceColumns, row: Row): boolean {
  return columns.warnings[row] !== 0;
}
