/** What is odd about a span, in a word for its row and in sentences for its detail. Nothing is corrected. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { formatDuration } from '../parts/duration.ts';
import { hasWarning, type Row, type TraceColumns } from './trace-columns.ts';
import { type SpanWarningKind, warningBits } from './warning-bits.ts';

export interface SpanWarning {
  kind: SpanWarningKind;
  /** For the row: two or three words. */
  label: string;
  /** For the detail: what was found, what it means, what is drawn. */
  text: string;
}

/** What the columns do not hold of a span: its ids as they were sent, and whether its parent is elsewhere. */
export type SpanIds = Pick<Span, 'spanId' | 'parentSpanId' | 'flags'>;

/** Two or three words for a row, of each kind. */
export const warningLabels: Readonly<Record<SpanWarningKind, string>> = {
  'missing-parent': 'no parent here',
  'own-parent': 'own parent',
  cycle: 'in a circle',
  'duplicate-id': 'id used twice',
  'no-start': 'no start time',
  'no-end': 'no end time',
  'ends-before-start': 'ends before start',
  'starts-before-parent': 'starts before parent',
  'starts-after-parent': 'starts after parent ended',
  'no-trace-id': 'no trace id',
  'no-span-id': 'no span id',
  'invalid-id': 'id is not one',
  'impossible-time': 'impossible time',
};

/** Most fundamental first. */
const order: readonly SpanWarningKind[] = [
  'missing-parent',
  'own-parent',
  'cycle',
  'duplicate-id',
  'no-trace-id',
  'no-span-id',
  'invalid-id',
  'impossible-time',
  'no-start',
  'no-end',
  'ends-before-start',
  'starts-before-parent',
  'starts-after-parent',
];

/** What is odd about the span of this row, most fundamental first. */
export function warningKinds(columns: TraceColumns, row: Row): SpanWarningKind[] {
  if (columns.warnings[row] === 0) return [];
  const impossible = hasWarning(columns, row, warningBits['impossible-time']);
  return order
    .filter((kind) => hasWarning(columns, row, warningBits[kind]))
    .filter((kind) => !impossible || (kind !== 'no-start' && kind !== 'no-end'));
}

/**
 * The same in sentences, which may take a walk over the whole trace: for one span, and not for every row that is drawn.
 * Without `ids` they are said as the columns have them.
 */
export function warningsOf(columns: TraceColumns, row: Row, ids?: SpanIds): SpanWarning[] {
  return warningKinds(columns, row).map((kind) => ({
    kind,
    label: warningLabels[kind],
    text: texts[kind](columns, row, ids),
  }));
}

const texts: Readonly<
  Record<SpanWarningKind, (columns: TraceColumns, row: Row, ids: SpanIds | undefined) => string>
> = {
  'missing-parent'(columns, row, ids) {
    const id = ids?.parentSpanId ?? hexOf(columns.parentSpanId[row]);
    const remote = ids !== undefined && (ids.flags & 0x300) === 0x300;
    return (
      `Its parent is span ${id}${remote ? ', in another process' : ''}, and no span with that id has arrived. ` +
      'It may not have ended yet, may not have been exported, or was not sampled. Drawn at the top until it arrives.'
    );
  },
  'own-parent': () => 'Its parent id is its own id. No span can be its own parent; drawn at the top.',
  cycle(columns, row) {
    const circle = circleOf(columns, row);
    const shown = circle.slice(0, 6).map((each) => nameOf(columns, each));
    const chain = [...shown, ...(circle.length > 6 ? ['…'] : []), shown[0]].join(' → ');
    const placed = circle[0] === row ? ' This one started first, so it is drawn at the top.' : '';
    return `Parent and child go round in a circle: ${chain}. A trace cannot do that; some id is wrong.${placed}`;
  },
  'duplicate-id'(columns, row, ids) {
    const id = columns.spanId[row];
    const same = columns.spanId.reduce((count, each) => (each === id ? count + 1 : count), 0);
    return `${same.toLocaleString('en')} spans of this trace have the id ${ids?.spanId ?? hexOf(id)}. Either one was delivered more than once, or ids were made badly. Children are drawn under the first to arrive.`;
  },
  'no-trace-id': () =>
    'It has no trace id, so nobody can tell which trace it is of. Spans without one are shown together, as if they were a trace.',
  'no-span-id': () => 'It has no id of its own, so no span can name it as parent.',
  'invalid-id': () =>
    'An id of it is not 16 hexadecimal digits, as OpenTelemetry writes them. It is shown as it was sent.',
  'impossible-time': (columns, row) =>
    `It says it ${hasWarning(columns, row, warningBits['no-start']) ? 'started' : 'ended'} at the end of what 64 bits can hold, in the year 2262 or later. Taken as not set.`,
  'no-start': () => 'Its start time is 0, which means not set. Drawn at the left edge.',
  'no-end': () => 'Its end time is 0, which means not set: how long it took is not known.',
  'ends-before-start': (columns, row) =>
    `It says it ended ${formatDuration(-(columns.durationNs[row] ?? 0))} before it started. A clock was set back meanwhile, or the times were written by hand. Drawn between the two.`,
  /** A child cannot start before what caused it; when it says so, two clocks disagree. */
  'starts-before-parent'(columns, row) {
    const above = columns.parent[row] ?? -1;
    const early = (columns.startNs[above] ?? 0) - (columns.startNs[row] ?? 0);
    return `It starts ${formatDuration(early)} before its parent, ${named(columns, above)}. ${clocks(columns, row)}`;
  },
  'starts-after-parent'(columns, row) {
    const above = columns.parent[row] ?? -1;
    const ended = (columns.startNs[above] ?? 0) + (columns.durationNs[above] ?? 0);
    const late = (columns.startNs[row] ?? 0) - ended;
    return `It starts ${formatDuration(late)} after the request it serves, ${named(columns, above)}, was over. ${clocks(columns, row)}`;
  },
};

/** The rows of the circle that `row` is in, from the one drawn at the top: each is the parent of the next. */
function circleOf(columns: TraceColumns, row: Row): Row[] {
  const { parent, parentSpanId, spanId, descendants } = columns;
  const inCircle = (each: Row): boolean => hasWarning(columns, each, warningBits.cycle);
  let top = row;
  for (let above = parent[top] ?? -1; above >= 0 && inCircle(above); above = parent[top] ?? -1) top = above;
  const last = top + (descendants[top] ?? 0);
  let member = top;
  while (member < last && !(inCircle(member) && spanId[member] === parentSpanId[top])) member += 1;
  const circle: Row[] = [];
  for (; member !== top && member >= 0; member = parent[member] ?? -1) circle.push(member);
  return [top, ...circle.reverse()];
}

function nameOf(columns: TraceColumns, row: Row): string {
  return columns.names[columns.name[row] ?? 0] || '(no name)';
}

function serviceOf(columns: TraceColumns, row: Row): string {
  return columns.services[columns.service[row] ?? 0] ?? '';
}

function named(columns: TraceColumns, row: Row): string {
  return `“${nameOf(columns, row)}” of ${serviceOf(columns, row)}`;
}

function clocks(columns: TraceColumns, row: Row): string {
  return columns.service[row] === columns.service[columns.parent[row] ?? -1]
    ? 'Both come from one service, so its clock was set back, or a start time was written by hand. Times are shown as reported.'
    : 'They come from two services, whose clocks probably disagree. Times are shown as reported, not corrected.';
}

function hexOf(id: bigint | undefined): string {
  return (id ?? 0n).toString(16).padStart(16, '0');
}
