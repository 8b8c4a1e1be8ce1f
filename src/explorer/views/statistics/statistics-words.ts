/** What the figures of a trace add up to, in sentences. */
import { formatDuration } from '../../parts/duration.ts';

/** Why totals may be more than the trace, and self times more or less. */
export function explainSums(traceNs: number, selfNs: number, all: boolean): string {
  const total =
    'Total adds up whole durations, also of spans that run inside or beside each other, so it can be more than the trace takes.';
  const self = `Self time leaves out what a span's children take: here it adds up to ${formatDuration(selfNs)}`;
  if (!all) return `${total} ${self} for the spans that are shown.`;
  const trace = formatDuration(traceNs);
  if (formatDuration(selfNs) === trace) return `${total} ${self}, as long as the trace takes.`;
  return selfNs > traceNs
    ? `${total} ${self}, more than the ${trace} of the trace, because spans ran side by side.`
    : `${total} ${self}, less than the ${trace} of the trace, because at times no span ran.`;
}
