/** Tags of Jaeger's JSON to attributes. Every way of writing a value that was seen in the wild is read. */
import type { Attributes, AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { bytesFromBase64 } from '@spanlab/sandbox/store/otlp/base64.ts';
import { isObject, type Json } from './json-values.ts';
import type { Complain } from './span-ids.ts';

/** The list in a field; none where there is none. */
export function listIn(json: Json, field: string, complain: Complain): readonly unknown[] {
  const value = json[field];
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) complain(field, () => 'expected a list. It is left out');
  return [];
}

/** The text in a field; '' where there is none. */
export function textIn(json: Json, field: string, complain: Complain): string {
  const value = json[field];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') {
    complain(field, () => 'expected a string. It is left out');
    return '';
  }
  complain(field, () => `found the ${typeof value} ${String(value)}, expected a string`);
  return String(value);
}

export function tagsIn(json: Json, field: string, complain: Complain): Attributes {
  return listIn(json, field, complain).flatMap((tag, index) => {
    if (isObject(tag)) {
      const path = `${field}[${index}]`;
      const key = textIn(tag, 'key', (inner, what) => complain(`${path}.${inner}`, what));
      return [{ key, value: tagValue(tag['type'], tag['value'], () => path, complain) }];
    }
    complain(`${field}[${index}]`, () => 'expected an object. It is left out');
    return [];
  });
}

/** By the type it is said to have, or else by the one it has. */
function tagValue(type: unknown, value: unknown, path: () => string, complain: Complain): AttributeValue {
  switch (typeof type === 'string' ? type.toLowerCase() : type) {
    case 'bool':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      break;
    case 'int64':
    case 'long':
      if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
      if (typeof value === 'string' && /^-?\d{1,20}$/u.test(value)) return BigInt.asIntN(64, BigInt(value));
      break;
    case 'float64':
    case 'double': {
      const number = floating(value);
      if (number !== undefined) return number;
      break;
    }
    case 'binary': {
      if (value === null || value === '') return new Uint8Array();
      const bytes = typeof value === 'string' ? bytesFromBase64(value) : undefined;
      if (bytes !== undefined) return bytes;
      break;
    }
    case 'string':
      if (typeof value === 'string') return value;
      break;
    default:
      return untyped(value);
  }
  complain(
    path(),
    () => `found ${typeof value} ${String(value).slice(0, 40)}, expected the type ${String(type)}`,
  );
  return untyped(value);
}

function untyped(value: unknown): AttributeValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** As Go and JavaScript write what JSON has no numbers for. */
const notFinite = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
]);

function floating(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = notFinite.get(value) ?? Number(value);
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
}
