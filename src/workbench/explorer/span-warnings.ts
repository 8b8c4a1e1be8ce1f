/** What is odd about a span, in a word for its row and in sentences for its detail. Nothing is corrected. */
import { formatDuration } from '../../explorer/parts/duration.ts';
import type { TraceNode } from './trace-tree.ts';

export type SpanWarningKind =
  | 'missing-parent'
  | 'cycle'
  | 'duplicate-id'
  | 'no-start'
  | 'no-end'
  | 'ends-before-start'
  | 'starts-before-parent'
  | 'starts-after-parent';

export interface SpanWarning {
  kind: SpanWarningKind;
  /** For the row: two or three words. */
  label: string;
  /** For the detail: what was found, what it means, what is drawn. */
  text: string;
}

export interface WarningFacts {
  /** How many spans of this trace carry this span's id. */
  sameId: number;
  /** The circle it is part of, from the one drawn at the top. */
  cycle: readonly TraceNode[] | undefined;
}

/** Everything that is odd about this span, most fundamental first. */
export function spanWarnings(node: TraceNode, facts: WarningFacts): SpanWarning[] {
  return [
    missingParent(node, facts),
    cycle(node, facts),
    duplicateId(node, facts),
    times(node),
    againstParent(node),
  ].filter((each) => each !== undefined);
}

function missingParent({ span, parent }: TraceNode, { cycle }: WarningFacts): SpanWarning | undefined {
  if (span.parentSpanId === '' || parent !== undefined || cycle !== undefined) return undefined;
  const remote = (span.flags & 0x300) === 0x300;
  return {
    kind: 'missing-parent',
    label: 'no parent here',
    text:
      `Its parent is span ${span.parentSpanId}${remote ? ', in another process' : ''}, and no span with that id has arrived. ` +
      'It may not have ended yet, may not have been exported, or was not sampled. Drawn at the top until it arrives.',
  };
}

function cycle(node: TraceNode, { cycle }: WarningFacts): SpanWarning | undefined {
  if (cycle === undefined) return undefined;
  if (cycle.length === 1) {
    return {
      kind: 'cycle',
      label: 'own parent',
      text: 'Its parent id is its own id. No span can be its own parent; drawn at the top.',
    };
  }
  const shown = cycle.slice(0, 6).map((each) => each.span.name || '(no name)');
  const chain = [...shown, ...(cycle.length > 6 ? ['…'] : []), shown[0]].join(' → ');
  const placed = cycle[0] === node ? 'This one started first, so it is drawn at the top.' : '';
  return {
    kind: 'cycle',
    label: 'in a circle',
    text: `Parent and child go round in a circle: ${chain}. A trace cannot do that; some id is wrong. ${placed}`.trim(),
  };
}

function duplicateId({ span }: TraceNode, { sameId }: WarningFacts): SpanWarning | undefined {
  if (sameId < 2) return undefined;
  return {
    kind: 'duplicate-id',
    label: 'id used twice',
    text: `${sameId} spans of this trace have the id ${span.spanId}. Either one was delivered more than once, or ids were made badly. Children are drawn under the first to arrive.`,
  };
}

function times({ span, durationNs }: TraceNode): SpanWarning | undefined {
  if (span.startTimeUnixNano === 0n) {
    return {
      kind: 'no-start',
      label: 'no start time',
      text: 'Its start time is 0, which means not set. Drawn at the left edge.',
    };
  }
  if (span.endTimeUnixNano === 0n) {
    return {
      kind: 'no-end',
      label: 'no end time',
      text: 'Its end time is 0, which means not set: how long it took is not known.',
    };
  }
  if (durationNs >= 0) return undefined;
  return {
    kind: 'ends-before-start',
    label: 'ends before start',
    text: `It says it ended ${formatDuration(-durationNs)} before it started. A clock was set back meanwhile, or the times were written by hand. Drawn between the two.`,
  };
}

/** A child cannot start before what caused it; when it says so, two clocks disagree. */
function againstParent(node: TraceNode): SpanWarning | undefined {
  const { parent, span } = node;
  if (parent === undefined || span.startTimeUnixNano === 0n || parent.span.startTimeUnixNano === 0n) {
    return undefined;
  }
  const early = parent.startNs - node.startNs;
  if (early > 0) {
    return {
      kind: 'starts-before-parent',
      label: 'starts before parent',
      text: `It starts ${formatDuration(early)} before its parent, ${named(parent)}. ${clocks(node, parent)}`,
    };
  }
  const late = node.startNs - (parent.startNs + parent.durationNs);
  if (late > 0 && parent.span.kind === 'CLIENT' && span.kind === 'SERVER' && parent.durationNs >= 0) {
    return {
      kind: 'starts-after-parent',
      label: 'starts after parent ended',
      text: `It starts ${formatDuration(late)} after the request it serves, ${named(parent)}, was over. ${clocks(node, parent)}`,
    };
  }
  return undefined;
}

function named(node: TraceNode): string {
  return `“${node.span.name}” of ${node.service}`;
}

function clocks(node: TraceNode, parent: TraceNode): string {
  return node.service === parent.service
    ? 'Both come from one service, so its clock was set back, or a start time was written by hand. Times are shown as reported.'
    : 'They come from two services, whose clocks probably disagree. Times are shown as reported, not corrected.';
}
