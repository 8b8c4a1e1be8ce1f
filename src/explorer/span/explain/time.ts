/** How long it lasts, and how much of that is its own. */

import { spanKinds } from '@spanlab/sandbox/schemas/span-enums.ts';
import { plural } from '../../../words.ts';
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

const server = spanKinds.indexOf('SERVER');

export function timeSentence(told: ToldSpan): Sentence {
  const { columns, row, span } = told;
  const lasts = durationNs(told);
  if (!isTimed(told)) return say`How long it lasts is not known: one of its times is not set.`;
  if (lasts < 0) return say`It says that it ended before it started, so its duration means nothing.`;
  const share: Sentence =
    span.parentSpanId === '' && lasts >= columns.totalNs
      ? say`, all of the trace`
      : say`, ${percent(lasts, columns.totalNs)} of the trace`;
  const all = say`It lasts ${formatDuration(lasts)}${share}.`;
  const children = childRows(columns, row);
  if (children.length === 0)
    return say`${all} No span is below it, so nothing here says what that time went into.`;
  return say`${all} ${own(told, children)}`;
}

function own(told: ToldSpan, children: readonly number[]): Sentence {
  const { columns, row } = told;
  const lasts = durationNs(told);
  const selfNs = columns.selfNs[row] ?? 0;
  const longest = largest(children, (child) => columns.durationNs[child] ?? 0) ?? row;
  const [only] = children;
  if (told.span.kind === 'CLIENT' && children.length === 1 && columns.kind[only ?? 0] === server) {
    return say`${formatDuration(selfNs)} of that, ${percent(selfNs, lasts)}, is not in ${spanAt(columns, longest)} of ${serviceAt(columns, longest)}, which answers it: the way there and back, and waiting.`;
  }
  const below = plural(children.length, 'child', 'children');
  if (selfNs >= lasts) return say`All of that is its own: its ${below} ran outside of it.`;
  const most = columns.durationNs[longest] ?? 0;
  const rest: Sentence =
    children.length === 1
      ? say`the rest is in its child ${spanAt(columns, longest)} (${formatDuration(most)})`
      : say`the rest is in its ${below}, of which ${spanAt(columns, longest)} is the longest (${formatDuration(most)})`;
  return selfNs <= 0
    ? say`None of that is its own: ${rest}.`
    : say`${formatDuration(selfNs)} of that, ${percent(selfNs, lasts)}, is its own; ${rest}.`;
}
