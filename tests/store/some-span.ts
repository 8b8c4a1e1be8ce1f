/** One ordinary span, for tests to vary. */
import type { Attributes, AttributeValue, Resource, Scope, Span } from '../../sandbox/schemas/trace.ts';
import { blankSpan } from '../support/blank-span.ts';

const scope: Scope = { name: 'tracing.ts', version: '', attributes: [] };

export function attributes(values: Record<string, AttributeValue>): Attributes {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

export function resourceOf(service: string): Resource {
  return { attributes: attributes({ 'service.name': service }) };
}

const shopper = resourceOf('shopper');

export function traceIdOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

export function spanIdOf(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** 2023-11-14T22:13:20Z. */
export const someTime = 1_700_000_000_000_000_000n;

export function someSpan(fields: Partial<Span> = {}): Span {
  return {
    ...blankSpan,
    traceId: traceIdOf(1),
    spanId: spanIdOf(1),
    flags: 257,
    name: 'fetch',
    kind: 'CLIENT',
    startTimeUnixNano: someTime,
    endTimeUnixNano: someTime + 5_000_000n,
    resource: shopper,
    scope,
    ...fields,
  };
}
