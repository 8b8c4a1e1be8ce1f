/** Whether it looks odd. */
import { plural } from '../../../words.ts';
import type { SpanWarningKind } from '../../model/warning-bits.ts';
import { warningKinds } from '../../model/warnings.ts';
import { quote, type Sentence, say } from './sentence.ts';
import { durationNs, isTimed, type ToldSpan } from './told-span.ts';

/** What the other sentences do not say already: of parents and times they do. */
const words: { readonly [Kind in SpanWarningKind]?: string } = {
  'duplicate-id': 'Another span of this trace has its id: one of the two came twice, or ids are made badly.',
  'starts-before-parent': 'It starts before the span that caused it, so their clocks disagree.',
  'starts-after-parent': 'It starts when the request it serves is over already, so their clocks disagree.',
  'no-trace-id': 'It came without a trace id, so what it belongs to cannot be told.',
  'no-span-id': 'It came without an id of its own, so no span can be its child.',
  'invalid-id': 'One of its ids is not made of hexadecimal digits, as ids must be.',
  'impossible-time':
    'One of its times is at the end of all times, which no clock shows: it is taken as not set.',
};

/** The most fundamental thing first, and that alone: a list of complaints explains nothing. */
export function oddSentence(told: ToldSpan): Sentence | undefined {
  const { span } = told;
  const warned = warningKinds(told.columns, told.row).flatMap((kind) => words[kind] ?? []);
  if (warned[0] !== undefined) return say`${warned[0]}`;
  const dropped = span.droppedAttributesCount + span.droppedEventsCount + span.droppedLinksCount;
  if (dropped > 0)
    return say`${plural(dropped, 'thing')} it was given did not fit into the SDK’s limits and ${dropped === 1 ? 'was' : 'were'} dropped.`;
  if (isTimed(told) && durationNs(told) === 0)
    return say`It starts and ends at the same moment: as something without a duration it could be an event of the span around it.`;
  const id = /\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{16}/iu.exec(span.name)?.[0];
  if (id !== undefined)
    return say`Its name holds ${quote(id)}, which looks like an id. Names are for grouping: an id belongs into an attribute.`;
  return undefined;
}
