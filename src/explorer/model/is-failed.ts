import { statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Row, TraceColumns } from './trace-columns.ts';

/** The status of spans that failed, as an index into `statusCodes`. */
export const failedStatus = statusCodes.indexOf('ERROR');

/** Whether a span's status is ERROR. */
export function isFailed(columns: TraceColumns, row: Row): boolean {
  return columns.status[row] === failedStatus;
}
