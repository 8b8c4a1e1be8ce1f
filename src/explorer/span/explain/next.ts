/** What to look at next. */
import { hasWarning, type Row, type TraceColumns } from '../../model/trace-columns.ts';
import { warningBits } from '../../model/warning-bits.ts';
import { formatDuration } from '../../parts/duration.ts';
import { type Sentence, say } from './sentence.ts';
import {
  childRows,
  durationNs,
  isTimed,
  largest,
  percent,
  serviceAt,
  spanAt,
  type ToldSpan,
} from './told-span.ts';
import { deepestFailure } from './trouble.ts';

/** A child with this share of its parent's time is where the time goes. */
const most = 0.5;

export function nextSentence(told: ToldSpan): Sentence | undefined {
  const { columns, row, span } = told;
  const failure = deepestFailure(columns, row);
  if (failure !== undefined)
    return say`Look next at ${spanAt(columns, failure)}: nothing below that one failed, so the trouble seems to begin there.`;
  if (span.status.code === 'ERROR')
    return span.events.length > 0
      ? say`Look next at its events: they say what happened on the way to the failure.`
      : say`Look next at the code that started it: the trouble begins here, and no event says more.`;
  if (hasWarning(columns, row, warningBits['missing-parent']))
    return say`Look next at whoever should have sent its parent: is that service exporting its spans, and has it ended them?`;
  const lasts = durationNs(told);
  if (!isTimed(told) || lasts <= 0) return undefined;
  const slowest = slowestChild(columns, row);
  if (slowest !== undefined && (columns.durationNs[slowest] ?? 0) >= lasts * most)
    return say`Look next at ${spanAt(columns, slowest)} of ${serviceAt(columns, slowest)}: ${percent(columns.durationNs[slowest] ?? 0, lasts)} of the time is spent there.`;
  const selfNs = columns.selfNs[row] ?? 0;
  if (slowest === undefined || selfNs < lasts * most) return undefined;
  return span.kind === 'CLIENT'
    ? say`Look next at what lies between the two services: a network, a queue, a server too busy to begin.`
    : say`Look next at its own code: a span around the slow part of it would say where ${formatDuration(selfNs)} go.`;
}

function slowestChild(columns: TraceColumns, row: Row): Row | undefined {
  return largest(childRows(columns, row), (child) => columns.durationNs[child] ?? 0);
}
