/** Who caused it. */
import { hasWarning } from '../../model/trace-columns.ts';
import { warningBits } from '../../model/warning-bits.ts';
import { formatDuration } from '../../parts/duration.ts';
import { code, type Sentence, say } from './sentence.ts';
import { isTimed, serviceAt, spanAt, type ToldSpan } from './told-span.ts';

export function causeSentence(told: ToldSpan): Sentence {
  const { span, columns, row } = told;
  if (span.parentSpanId === '') {
    return span.links.length > 0
      ? say`No span is its parent: a trace begins here. It links to ${span.links.length === 1 ? 'another span' : `${span.links.length} other spans`} instead, which it follows from without being a part of them.`
      : say`No span is its parent: the trace begins here.`;
  }
  if (hasWarning(columns, row, warningBits['own-parent']))
    return say`It names itself as its parent, which cannot be: its ids were made badly.`;
  if (hasWarning(columns, row, warningBits.cycle))
    return say`Parents and children go round in a circle here, which cannot be: some id is wrong.`;
  const parent = columns.parent[row] ?? -1;
  if (parent < 0)
    return say`Its parent, span ${code(span.parentSpanId)}, has not arrived: what caused it is not known here.`;
  const isOwn = columns.service[parent] === columns.service[row];
  const from: Sentence = isOwn
    ? say`${spanAt(columns, parent)} of the same service`
    : say`${spanAt(columns, parent)} of ${serviceAt(columns, parent)}`;
  const crossed: Sentence = isOwn
    ? []
    : say`: the trace’s context came along with ${span.kind === 'CONSUMER' ? 'the message' : 'the request'}`;
  return say`It was started within ${from}${when(told, parent)}${crossed}.`;
}

function when(told: ToldSpan, parent: number): Sentence {
  const { columns, row } = told;
  const after = (columns.startNs[row] ?? 0) - (columns.startNs[parent] ?? 0);
  if (!isTimed(told) || after <= 0) return [];
  return say`, ${formatDuration(after)} after that began`;
}
