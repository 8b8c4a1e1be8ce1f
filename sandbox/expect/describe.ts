/** How sentences name spans, found and expected. */

import { serviceName } from '../schemas/attribute.ts';
import type { SpanPattern } from '../schemas/expectation.ts';
import type { Span } from '../schemas/trace.ts';
import { inQuotes, isExpression } from './pattern.ts';
import { cut, describeExpectedValue } from './value.ts';

const longestName = 60;

/** `"GET /"`. */
export function nameOf(span: Span): string {
  return `"${cut(span.name, longestName)}"`;
}

/** Name what a pattern asks for: `"GET /"`, `CLIENT span of shopper`, `span with the attribute http.route`. */
export function describePattern({ name, kind, service, attributes }: SpanPattern): string {
  if (name !== undefined && !isExpression(name)) return inQuotes(name);
  const like = name === undefined ? '' : ` like ${name}`;
  const of = service === undefined ? '' : ` of ${service}`;
  const described = `${kind === undefined ? '' : `${kind} `}span${like}${of}`;
  const [key, value] = Object.entries(attributes ?? {})[0] ?? [];
  if (described !== 'span' || key === undefined || value === undefined) return described;
  return `span with the attribute ${key} (${describeExpectedValue(value)})`;
}

/** ` with shelf.item (equal to "durian")`: what tells a span from others of its name. Empty where nothing does. */
export function describeAttributes({ attributes }: SpanPattern): string {
  const told = Object.entries(attributes ?? {}).map(
    ([key, value]) => `${key} = ${describeExpectedValue(value)}`,
  );
  return told.length === 0 ? '' : ` with ${told.join(', ')}`;
}

/** `a CLIENT span`, `an INTERNAL span`; names stay as they are. */
export function withArticle(description: string): string {
  if (description.startsWith('"')) return description;
  return `${/^[AEIOU]/u.test(description) ? 'an' : 'a'} ${description}`;
}

/** `"a", "b" and 3 more`. The same name is said once, with how often. */
export function listNames(spans: readonly Span[], most = 5): string {
  const counts = new Map<string, number>();
  for (const span of spans) counts.set(nameOf(span), (counts.get(nameOf(span)) ?? 0) + 1);
  const said = [...counts].map(([name, times]) => (times === 1 ? name : `${name} (${times} times)`));
  const more = said.length - most;
  return more > 0 ? `${said.slice(0, most).join(', ')} and ${more} more` : said.join(', ');
}

/** Count a thing in words: `1 span`, `3 spans`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2`, `at least 2`, `between 1 and 3`. */
export function describeCount(
  count: number | { min?: number | undefined; max?: number | undefined },
): string {
  if (typeof count === 'number') return String(count);
  const { min, max } = count;
  if (min !== undefined && max !== undefined) return min === max ? String(min) : `between ${min} and ${max}`;
  if (min !== undefined) return `at least ${min}`;
  return max === undefined ? 'any number' : `at most ${max}`;
}

/** Does a number lie within an expected count? */
export function countFits(
  count: number | { min?: number | undefined; max?: number | undefined },
  actual: number,
): boolean {
  if (typeof count === 'number') return actual === count;
  return actual >= (count.min ?? 0) && actual <= (count.max ?? Number.POSITIVE_INFINITY);
}

/** The service as a sentence says it; spans from before services are named have none to say. */
export function serviceInWords(span: Span): string {
  const name = serviceName(span);
  return name.startsWith('unknown_service') ? 'its program' : name;
}
