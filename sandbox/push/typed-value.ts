/** Attributes written on one line: `key=value`, `key:int=42`. */
import type { AttributeValue } from '../schemas/trace.ts';
import { bytesFromBase64 } from '../store/otlp/base64.ts';

/** The types an attribute's value can be given. */
export const valueTypes = [
  'string',
  'int',
  'double',
  'bool',
  'bytes',
  'string[]',
  'int[]',
  'double[]',
  'bool[]',
] as const;
export type ValueType = (typeof valueTypes)[number];

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/**
 * A text as a value of a type. Lists are written with commas between their items; bytes in base64.
 * @returns undefined when the text is no value of that type
 */
export function typedValue(type: ValueType, text: string): AttributeValue | undefined {
  if (type.endsWith('[]')) {
    if (text.trim() === '') return [];
    const items = text.split(',').map((item) => typedValue(type.slice(0, -2) as ValueType, item.trim()));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  switch (type) {
    case 'int': {
      if (!/^[+-]?\d{1,19}$/u.test(text)) return undefined;
      const value = BigInt(text.replace(/^\+/u, ''));
      return value >= int64.least && value <= int64.most ? value : undefined;
    }
    case 'double': {
      const value = Number(text);
      return text.trim() === '' || (Number.isNaN(value) && text !== 'NaN') ? undefined : value;
    }
    case 'bool':
      return text === 'true' || (text === 'false' ? false : undefined);
    case 'bytes':
      return bytesFromBase64(text);
    default:
      return text;
  }
}

/**
 * Reads `key=value` or `key:type=value`. A colon that no type follows belongs to the key.
 * @returns the pair, or what is wrong with the text
 */
export function parseAttribute(text: string): { key: string; value: AttributeValue } | string {
  const match = /^([^=]+?)(?::([a-z]+(?:\[\])?))?=([\s\S]*)$/u.exec(text);
  if (match === null) return `found "${text}", allowed: key=value or key:type=value`;
  const [, name = '', word, written = ''] = match;
  const type = word === undefined ? 'string' : valueTypes.find((each) => each === word);
  const key = type === undefined ? `${name}:${word}` : name;
  if (key === '__proto__') return 'found the key "__proto__", allowed: any other';
  const value = typedValue(type ?? 'string', written);
  if (value === undefined) return `found "${written}" for ${key}, allowed: ${sampleOf[type ?? 'string']}`;
  return { key, value };
}

const sampleOf: Readonly<Record<ValueType, string>> = {
  string: 'any text',
  int: 'a whole number of 64 bits',
  double: 'a number',
  bool: 'true or false',
  bytes: 'base64',
  'string[]': 'texts with commas between them',
  'int[]': 'whole numbers with commas between them',
  'double[]': 'numbers with commas between them',
  'bool[]': 'true or false, with commas between them',
};
