import type { Span } from '../../sandbox/schemas/trace.ts';
import { blankSpan as blank } from '../../sandbox/store/otlp/blank-span.ts';

/** A span that says nothing: what tests' own spans are made from. */
export const blankSpan: Span = {
  ...blank({ attributes: [] }, { name: '', version: '', attributes: [] }),
  kind: 'INTERNAL',
};
