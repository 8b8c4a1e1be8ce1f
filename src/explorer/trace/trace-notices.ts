/** What is to be told of a trace as a whole, before anybody reads it. */
import { plural } from '../../words.ts';
import { clockShifts } from '../model/clock-skew.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceNotice {
  kind: 'clocks' | 'orphans' | 'no-trace-id';
  text: string;
}

/** `columns` are as reported, also when they are shown corrected. */
export function traceNotices(columns: TraceColumns, facts: TraceFacts, corrected: boolean): TraceNotice[] {
  const notices: TraceNotice[] = [];
  const clocks = clockText(columns, facts, corrected);
  if (clocks !== undefined) notices.push({ kind: 'clocks', text: clocks });
  if (facts.orphans > 0) notices.push({ kind: 'orphans', text: orphanText(facts) });
  if (columns.traceId === '' && columns.length > 0) {
    notices.push({
      kind: 'no-trace-id',
      text: 'These spans have no trace id. They are shown together, as if they were one trace.',
    });
  }
  return notices;
}

/** Only where something is out of order: that work outlives who asked for it is no fault of a clock. */
function clockText(columns: TraceColumns, facts: TraceFacts, corrected: boolean): string | undefined {
  if (facts.outOfOrder === 0 && !corrected) return undefined;
  const { shifted, mostNs } = clockShifts(columns);
  if (shifted === 0) return undefined;
  if (corrected) {
    return `Clocks corrected: ${plural(shifted, 'span is', 'spans are')} moved, by up to ${formatDuration(mostNs)}, so that ${shifted === 1 ? 'it lies' : 'they lie'} within what caused ${shifted === 1 ? 'it' : 'them'}.`;
  }
  return `${plural(facts.outOfOrder, 'span starts', 'spans start')} before what caused ${facts.outOfOrder === 1 ? 'it' : 'them'}, or after that was over: clocks disagree. Times are as reported.`;
}

function orphanText({ orphans, hasRoot }: TraceFacts): string {
  const one = orphans === 1;
  return [
    `${plural(orphans, 'span names a parent that has', 'spans name parents that have')} not arrived, and ${one ? 'is' : 'are'} drawn at the top.`,
    hasRoot ? '' : ' The trace has no root span.',
  ].join('');
}
