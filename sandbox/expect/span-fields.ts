/** One span held to one pattern, without regard to its place in the tree. */

import { attribute, serviceName } from '../schemas/attribute.ts';
import type { SpanPattern, ValueExpectation } from '../schemas/expectation.ts';
import type { Attributes, Span } from '../schemas/trace.ts';
import { inQuotes, textMatches } from './pattern.ts';
import { describeExpectedValue, formatValue, valueMatches } from './value.ts';

/** A field that is not as expected. `found` and `expected` are ready to be read. */
export interface FieldMiss {
  of:
    | 'name'
    | 'service'
    | 'kind'
    | 'status'
    | 'status message'
    | 'attribute'
    | 'resource'
    | 'scope'
    | 'event'
    | 'link'
    | 'duration';
  /** The key of an attribute, the name of an event, the part of a scope. */
  key?: string;
  /** `undefined`: it is not there at all. */
  found: string | undefined;
  expected: string;
  /** More to say about it, as a clause. */
  hint?: string;
}

/** Finds the span a link leads to. */
export type FindSpan = (traceId: string, spanId: string) => Span | undefined;

/** Is there nothing about the span that the pattern does not allow? */
export function spanFits(pattern: SpanPattern, span: Span, find: FindSpan): boolean {
  // Names differ most often: look at them before anything is written down.
  if (pattern.name !== undefined && !textMatches(pattern.name, span.name)) return false;
  if (pattern.kind !== undefined && pattern.kind !== span.kind) return false;
  return spanMisses(pattern, span, find).length === 0;
}

/** Everything about the span that is not as expected. */
export function spanMisses(pattern: SpanPattern, span: Span, find: FindSpan): FieldMiss[] {
  const misses: FieldMiss[] = [];
  const { name, service, kind, scope } = pattern;
  const text = (of: FieldMiss['of'], expected: string | undefined, found: string, key?: string) => {
    if (expected === undefined || textMatches(expected, found)) return;
    const miss = { of, found: `"${found}"`, expected: inQuotes(expected) };
    misses.push(key === undefined ? miss : { ...miss, key });
  };
  text('name', name, span.name);
  text('service', service, serviceName(span));
  if (kind !== undefined && kind !== span.kind) misses.push({ of: 'kind', found: span.kind, expected: kind });
  misses.push(...statusMisses(pattern.status, span));
  misses.push(...valueMisses('attribute', pattern.attributes, span.attributes, span.resource.attributes));
  misses.push(...valueMisses('resource', pattern.resource, span.resource.attributes, span.attributes));
  text('scope', scope?.name, span.scope.name, 'name');
  text('scope', scope?.version, span.scope.version, 'version');
  for (const event of pattern.events ?? []) misses.push(...eventMisses(event, span));
  for (const link of pattern.links ?? []) misses.push(...linkMisses(link, span, find));
  return [...misses, ...durationMisses(pattern.duration, span)];
}

function statusMisses(expected: SpanPattern['status'], { status }: Span): FieldMiss[] {
  if (expected === undefined) return [];
  const { code, message } = typeof expected === 'string' ? { code: expected, message: undefined } : expected;
  if (code !== status.code) return [{ of: 'status', found: status.code, expected: code }];
  if (message === undefined || textMatches(message, status.message)) return [];
  return [{ of: 'status message', found: `"${status.message}"`, expected: inQuotes(message) }];
}

/** `elsewhere`: the attributes people mix these up with. */
function valueMisses(
  of: 'attribute' | 'resource',
  expected: Record<string, ValueExpectation> | undefined,
  actual: Attributes,
  elsewhere: Attributes,
): FieldMiss[] {
  return Object.entries(expected ?? {}).flatMap(([key, wanted]) => {
    const value = attribute(actual, key);
    if (valueMatches(wanted, value)) return [];
    const found = value === undefined ? undefined : formatValue(value);
    const miss = { of, key, found, expected: describeExpectedValue(wanted) };
    const other = attribute(elsewhere, key);
    if (other === undefined || !valueMatches(wanted, other)) return [miss];
    const where =
      of === 'resource'
        ? 'it is an attribute of the span, not of its resource'
        : 'it is an attribute of the resource, not of the span';
    return [{ ...miss, hint: where }];
  });
}

function eventMisses(expected: NonNullable<SpanPattern['events']>[number], span: Span): FieldMiss[] {
  const named = span.events.filter((event) => textMatches(expected.name, event.name));
  if (named.length === 0) {
    const others = [...new Set(span.events.map((event) => `"${event.name}"`))];
    const hint = others.length === 0 ? 'it has no events' : `it has ${others.slice(0, 5).join(', ')}`;
    return [{ of: 'event', key: expected.name, found: undefined, expected: inQuotes(expected.name), hint }];
  }
  const misses = named.map((event) => valueMisses('attribute', expected.attributes, event.attributes, []));
  const nearest = misses.reduce((a, b) => (b.length < a.length ? b : a));
  return nearest.map((miss) => ({
    of: 'event',
    key: expected.name,
    found: `${miss.key} = ${miss.found ?? 'none'}`,
    expected: miss.expected,
  }));
}

function linkMisses(
  expected: NonNullable<SpanPattern['links']>[number],
  span: Span,
  find: FindSpan,
): FieldMiss[] {
  const there = span.links.some((link) => {
    const target = find(link.traceId, link.spanId);
    const leads =
      expected.to === undefined || (target !== undefined && textMatches(expected.to, target.name));
    return leads && valueMisses('attribute', expected.attributes, link.attributes, []).length === 0;
  });
  if (there) return [];
  const targets = span.links.map((link) => find(link.traceId, link.spanId)?.name);
  const names = targets.map((name) => (name === undefined ? 'a span that is not here' : `"${name}"`));
  const wanted = expected.to === undefined ? 'a link with these attributes' : inQuotes(expected.to);
  return [{ of: 'link', found: names.length === 0 ? undefined : names.join(', '), expected: wanted }];
}

function durationMisses(expected: SpanPattern['duration'], span: Span): FieldMiss[] {
  if (expected === undefined) return [];
  const { minMs, maxMs } = expected;
  const ms = durationMs(span);
  const found = `${Number(ms.toFixed(ms < 10 ? 2 : 0))} ms`;
  if (minMs !== undefined && ms < minMs) return [{ of: 'duration', found, expected: `at least ${minMs} ms` }];
  if (maxMs !== undefined && ms > maxMs) return [{ of: 'duration', found, expected: `at most ${maxMs} ms` }];
  return [];
}

/** How long a span took. Negative when it ends before it starts. */
export function durationMs(span: Span): number {
  return Number(span.endTimeUnixNano - span.startTimeUnixNano) / 1e6;
}
