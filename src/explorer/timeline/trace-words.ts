/** A trace in a sentence, for who cannot see its picture. */
import { statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';

const errorStatus = statusCodes.indexOf('ERROR');

export function errorCount(columns: TraceColumns): number {
  let count = 0;
  for (const status of columns.status) if (status === errorStatus) count++;
  return count;
}

/** "The whole trace: 300 spans of 8 services over 1.2 s, 3 errors; 120 rows are shown." */
export function traceWords(columns: TraceColumns, shown: number): string {
  const errors = pluralOrNothing(errorCount(columns), 'error');
  return [
    `The whole trace: ${plural(columns.length, 'span')} of ${plural(columns.services.length, 'service')}`,
    ` over ${formatDuration(columns.totalNs)}`,
    errors === undefined ? '' : `, ${errors}`,
    shown === columns.length ? '' : `; ${plural(shown, 'row is', 'rows are')} shown`,
    '.',
  ].join('');
}
