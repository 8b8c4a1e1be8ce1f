/** Whether a value is what a tag of a search asks for. */
import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { attributeText } from '../parts/attribute-text.ts';
import type { Tag } from './tag-query.ts';

export type ValueTest = (value: AttributeValue) => boolean;

/** For `!=`, whether the value is the one that is denied. */
export function valueTest({ operator, value: wanted }: Pick<Tag, 'operator' | 'value'>): ValueTest {
  const number = numberOf(wanted);
  if (operator === '~') {
    const part = wanted.toLowerCase();
    return (value) => attributeText(value).toLowerCase().includes(part);
  }
  if (operator === '=' || operator === '!=') {
    return (value) => {
      if (typeof value === 'string')
        return value === wanted || (number !== undefined && equal(value, number));
      if (typeof value === 'boolean') return String(value) === wanted.toLowerCase();
      return number === undefined ? attributeText(value) === wanted : equal(value, number);
    };
  }
  const inOrder = orders[operator];
  return (value) => {
    if (number === undefined) return typeof value === 'string' && inOrder(value, wanted);
    const found = numberOf(value);
    return found !== undefined && inOrder(found, number);
  };
}

type Comparable = string | number | bigint;

/** JavaScript compares a bigint with a number exactly. */
const orders: Readonly<Record<'>' | '>=' | '<' | '<=', (a: Comparable, b: Comparable) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

function equal(value: AttributeValue, number: number | bigint): boolean {
  const found = numberOf(value);
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number that are the same number are equal.
  return found !== undefined && found == number;
}

/** Also of a text that is one, such as `500` or `1.5e3`. */
function numberOf(value: AttributeValue): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'string' || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/iu.test(value)) {
    return undefined;
  }
  return /^\s*-?\d+\s*$/u.test(value) && value.length < 40 ? BigInt(value) : Number(value);
}
