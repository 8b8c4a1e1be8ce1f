import type { Span } from '../../sandbox/schemas/trace.ts';

/** A span that says nothing: what tests' own spans are made from. */
export const blankSpan: Span = {
  traceId: '',
  spanId: '',
  parentSpanId: '',
  traceState: '',
  flags: 0,
  name: '',
  kind: 'INTERNAL',
  startTimeUnixNano: 0n,
  endTimeUnixNano: 0n,
  attributes: [],
  droppedAttributesCount: 0,
  events: [],
  droppedEventsCount: 0,
  links: [],
  droppedLinksCount: 0,
  status: { code: 'UNSET', message: '' },
  resource: { attributes: [] },
  scope: { name: '', version: '', attributes: [] },
};
