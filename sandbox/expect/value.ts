/** Single values: is an attribute, a resource attribute or a header what an author asked for? */
import type { ValueExpectation } from '../schemas/expectation.ts';
import type { AttributeValue } from '../schemas/trace.ts';
import { inQuotes, isExpression, textMatches } from './pattern.ts';

type Scalar = string | number | boolean;

/** `undefined` as the actual value says that the key is not there. */
export function valueMatches(expected: ValueExpectation, actual: AttributeValue | undefined): boolean {
  if (typeof expected !== 'object') return scalarMatches(expected, actual);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((each, i) => scalarMatches(each, actual[i]));
  }
  if ('absent' in expected) return actual === undefined;
  if (actual === undefined) return false;
  if ('present' in expected) return true;
  if ('not' in expected) return !scalarMatches(expected.not, actual);
  const number = typeof actual === 'bigint' ? Number(actual) : actual;
  if (typeof number !== 'number') return false;
  const { gt, gte, lt, lte } = expected;
  return (
    (gt === undefined || number > gt) &&
    (gte === undefined || number >= gte) &&
    (lt === undefined || number < lt) &&
    (lte === undefined || number <= lte)
  );
}

/** As `valueMatches`, for text that stands for any scalar: a header's `200` is the number 200, too. */
export function headerMatches(expected: ValueExpectation, actual: string | undefined): boolean {
  if (actual === undefined) return valueMatches(expected, undefined);
  if (typeof expected !== 'object') return textMatches(String(expected), actual);
  if ('not' in expected) return !textMatches(String(expected.not), actual);
  const number = actual.trim() === '' ? Number.NaN : Number(actual);
  return valueMatches(expected, Number.isNaN(number) ? actual : number);
}

/** Integers and doubles compare as numbers; an expression is held to a value's text. */
function scalarMatches(expected: Scalar, actual: AttributeValue | undefined): boolean {
  if (typeof expected === 'string') {
    if (typeof actual === 'string') return textMatches(expected, actual);
    const scalar = typeof actual === 'number' || typeof actual === 'bigint' || typeof actual === 'boolean';
    return scalar && isExpression(expected) && textMatches(expected, String(actual));
  }
  if (typeof actual === 'bigint')
    return (
      typeof expected === 'number' && BigInt(Math.trunc(expected)) === actual && Number.isInteger(expected)
    );
  return actual === expected;
}

/** Name what was asked for: `"GET"`, `a value like /GET/`, `more than 5`. */
export function describeExpectedValue(expected: ValueExpectation): string {
  if (typeof expected === 'string')
    return isExpression(expected) ? `a value like ${expected}` : inQuotes(expected);
  if (typeof expected !== 'object') return String(expected);
  if (Array.isArray(expected)) return `[${expected.map(describeExpectedValue).join(', ')}]`;
  if ('absent' in expected) return 'none';
  if ('present' in expected) return 'any value';
  if ('not' in expected) return `anything but ${describeExpectedValue(expected.not)}`;
  const words = { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most' } as const;
  const bounds = (['gt', 'gte', 'lt', 'lte'] as const).flatMap((key) =>
    expected[key] === undefined ? [] : [`${words[key]} ${expected[key]}`],
  );
  return bounds.join(' and ') || 'a number';
}

const longestShown = 80;

/** Write a value as a reader would: text in quotes, long text cut. */
export function formatValue(value: AttributeValue | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return cut(`[${value.slice(0, 20).map(formatValue).join(', ')}]`);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).slice(0, 20);
    return cut(`{ ${entries.map(([key, inside]) => `${key}: ${formatValue(inside)}`).join(', ')} }`);
  }
  return String(value);
}

/** Cut text to a length that fits in a sentence. */
export function cut(text: string, limit = longestShown): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
