/** Attributes in OTLP JSON whose values are not what they should be: see `mend-otlp.ts`. */
import { bytesFromBase64 } from '@spanlab/sandbox/store/otlp/base64.ts';
import { maxValueDepth } from '@spanlab/sandbox/store/otlp/malformed.ts';
import { camelCase, isObject, type Json, shown } from './json-values.ts';
import type { Complain } from './span-ids.ts';

/** A list of keys with values. A plain object is taken for one. */
export function mendedAttributes(value: unknown, field: string, complain: Complain): Json[] | undefined {
  return keyValues(value, field, complain, 0);
}

function keyValues(value: unknown, field: string, complain: Complain, depth: number): Json[] | undefined {
  if (isObject(value)) {
    complain(field, () => 'found an object, expected a list of keys with values. It is read as such');
    return Object.entries(value).map(([key, item]) => ({ key, value: anyValue(item, depth) }));
  }
  if (!Array.isArray(value)) {
    complain(field, () => `found ${shown(value)}, expected a list. It is left out`);
    return undefined;
  }
  return value.flatMap((pair: unknown, index) => {
    const path = `${field}[${index}]`;
    if (isObject(pair)) return [keyValue(pair, path, complain, depth)];
    complain(path, () => `found ${shown(pair)}, expected an object. It is left out`);
    return [];
  });
}

function keyValue(pair: Json, path: string, complain: Complain, depth: number): Json {
  const { key, value } = renamed(pair) as { key?: unknown; value?: unknown };
  if (value === undefined && Object.keys(pair).some((name) => known.has(camelCase(name)))) {
    complain(path, () => 'found no value, but a field that belongs in one. It is read as such');
    return { key: typeof key === 'string' ? key : '', value: mendedValue(pair, path, complain, depth) };
  }
  if (key !== undefined && typeof key !== 'string') {
    complain(`${path}.key`, () => `found ${shown(key)}, expected a string`);
  }
  return {
    key: typeof key === 'string' ? key : key === undefined || key === null ? '' : String(key),
    value: mendedValue(value, `${path}.value`, complain, depth),
  };
}

/** An `AnyValue`. */
function mendedValue(value: unknown, path: string, complain: Complain, depth: number): Json {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) {
    complain(path, () => `found ${shown(value)}, expected an object such as {"stringValue": "…"}`);
    return anyValue(value, depth);
  }
  for (const [name, inner] of Object.entries(value)) {
    const field = camelCase(name);
    if (inner === null || !known.has(field)) continue;
    if (fits(field, inner)) return { [field]: inner };
    return (
      nested(field, inner, `${path}.${field}`, complain, depth) ??
      odd(field, inner, `${path}.${field}`, complain)
    );
  }
  const [unknown] = Object.keys(value).filter((name) => !known.has(camelCase(name)));
  if (unknown !== undefined) {
    complain(
      path,
      () => `found ${shown(unknown)}, expected a value such as {"stringValue": "…"}. It is left empty`,
    );
  }
  return {};
}

function renamed(json: Json): Json {
  return Object.fromEntries(Object.entries(json).map(([name, inner]) => [camelCase(name), inner]));
}

const known = new Set([
  'stringValue',
  'boolValue',
  'intValue',
  'doubleValue',
  'bytesValue',
  'arrayValue',
  'kvlistValue',
]);

function fits(field: string, value: unknown): boolean {
  switch (field) {
    case 'stringValue':
      return typeof value === 'string';
    case 'boolValue':
      return typeof value === 'boolean';
    case 'intValue':
      return (typeof value === 'string' || Number.isSafeInteger(value)) && isInt64(String(value));
    case 'doubleValue':
      return (
        typeof value === 'number' ||
        (typeof value === 'string' && /^-?(\d|NaN$|Infinity$)/u.test(value) && isDouble(value))
      );
    case 'bytesValue':
      return typeof value === 'string' && bytesFromBase64(value) !== undefined;
    default:
      return false;
  }
}

function isInt64(text: string): boolean {
  return /^-?\d{1,19}$/u.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function isDouble(text: string): boolean {
  return text === 'NaN' || !Number.isNaN(Number(text));
}

function nested(
  field: string,
  value: unknown,
  path: string,
  complain: Complain,
  depth: number,
): Json | undefined {
  if (field !== 'arrayValue' && field !== 'kvlistValue') return undefined;
  if (depth >= maxValueDepth) {
    complain(path, () => `this is nested deeper than ${maxValueDepth} levels. It is left out`);
    return {};
  }
  const inner = Array.isArray(value) ? value : isObject(value) ? (value['values'] ?? []) : undefined;
  if (inner === undefined) return undefined;
  if (field === 'kvlistValue') {
    return { kvlistValue: { values: keyValues(inner, `${path}.values`, complain, depth + 1) ?? [] } };
  }
  if (!Array.isArray(inner)) return undefined;
  const values = inner.map((item: unknown, index) =>
    mendedValue(item, `${path}.values[${index}]`, complain, depth + 1),
  );
  return { arrayValue: { values } };
}

/** Something else than the field's name promises: as what it is. */
function odd(field: string, value: unknown, path: string, complain: Complain): Json {
  if (field === 'boolValue' && (value === 'true' || value === 'false')) {
    complain(path, () => `found ${shown(value)}, expected true or false`);
    return { boolValue: value === 'true' };
  }
  complain(path, () => `found ${shown(value)}, which is no ${field}. It is kept as what it is`);
  return anyValue(value, maxValueDepth);
}

/** Plain JSON as a value; what is nested as text. */
function anyValue(value: unknown, depth: number): Json {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
    default:
      if (value === null || value === undefined) return {};
      if (Array.isArray(value) && depth < maxValueDepth) {
        return { arrayValue: { values: value.map((item: unknown) => anyValue(item, depth + 1)) } };
      }
      return { stringValue: JSON.stringify(value) };
  }
}
