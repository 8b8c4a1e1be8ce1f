import { statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Row, TraceColumns } from './trace-columns.ts';

const errorStatus = statusCodes.indexOf('ERROR');

/** Whether a span's status is ERROR. */
export function isFailed(columns: TraceColumns, row: Row): boolean {
  return columns.status[row] === errorStatus;
}
