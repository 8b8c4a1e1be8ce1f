/** What a span says, as an expectation can ask for it: without what differs from run to run. */
import type { ValueExpectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { anyLines, placeholder, placeholders } from './line-pattern.ts';
import { normaliseLine } from './normalise-line.ts';
import { escaped, isOfMachine } from './of-machine.ts';

/** A name as it is, or as an expression where there are ids or times in it. */
export function namePattern(name: string): string {
  const normal = normaliseLine(name);
  if (normal === name || normal === anyLines) return name;
  let source = '';
  let at = 0;
  for (const { 0: word, index } of normal.matchAll(placeholder)) {
    source += escaped(normal.slice(at, index)) + (placeholders[word] ?? '.*');
    at = index + word.length;
  }
  return `/^${source}${escaped(normal.slice(at))}$/`;
}

/** An attribute's value, or only that there is one. */
export function valueExpectation(key: string, value: AttributeValue): ValueExpectation {
  const present = { present: true } as const;
  if (isOfMachine(key)) return present;
  if (Array.isArray(value)) {
    const items = value.map((each) => scalar(each));
    return items.every((each) => each !== undefined) ? items : present;
  }
  return scalar(value) ?? present;
}

function scalar(value: AttributeValue): string | number | boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? steady(Number(value)) : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? steady(value) : undefined;
  return typeof value === 'string' ? steady(value) : undefined;
}

/** `undefined` for what looks like an id, a time or a duration, and for what is longer than a reader wants. */
function steady<T extends string | number>(value: T): T | undefined {
  const text = String(value);
  return text.length <= 500 && !text.includes('\n') && normaliseLine(text) === text ? value : undefined;
}
