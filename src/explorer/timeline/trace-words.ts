/** A trace in a sentence, for who cannot see its picture. */
import { plural, pluralOrNothing } from '../../words.ts';
import { isFailed } from '../model/is-failed.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';

export function errorCount(columns: TraceColumns): number {
  let count = 0;
  for (let row = 0; row < columns.length; row++) if (isFailed(columns, row)) count++;
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
