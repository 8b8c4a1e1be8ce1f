/**
 * What the store's decoder passes over without a word, as protobuf's rules for JSON tell it to: fields under other names
 * (`start_time_unix_nano`, `string_value`) leave times at 0 and values empty.
 */
import type { Attributes, AttributeValue, Span } from '@spanlab/sandbox/schemas/trace.ts';

const underscore = '_';

/** Whether fields have names as protobuf or Go has them, not JSON. */
export function isOddlySpelt(json: unknown): boolean {
  for (const key in json as object) {
    if (key.includes(underscore) || (key >= 'A' && key < '[')) return true;
  }
  return false;
}

/** Whether something of a span may have been passed over. Where values are empty on purpose that is so, too. */
export function lacksSomething({ attributes, events, links }: Span): boolean {
  if (holdsNull(attributes)) return true;
  for (const event of events) if (event.timeUnixNano === 0n || holdsNull(event.attributes)) return true;
  for (const link of links) if (holdsNull(link.attributes)) return true;
  return false;
}

export function holdsNull(attributes: Attributes): boolean {
  for (const { value } of attributes) if (typeof value === 'object' && isOrHoldsNull(value)) return true;
  return false;
}

function isOrHoldsNull(value: AttributeValue): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  if (value instanceof Uint8Array) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(isOrHoldsNull);
}
