/**
 * OTLP JSON whose fields are not what they should be, made into what the store's decoder takes: numbers where strings
 * belong and strings where numbers do, names as protobuf has them (`trace_id`), ids in base64, attributes as a plain
 * object. What cannot be saved is left out. Each change that could surprise is told.
 */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { bytesFromBase64 } from '@spanlab/sandbox/store/otlp/base64.ts';
import { hexFromBytes } from '@spanlab/sandbox/store/otlp/span-id.ts';
import { camelCase, isObject, type Json, shown } from './json-values.ts';
import { mendedAttributes } from './mend-attributes.ts';
import type { Complain } from './span-ids.ts';

type Mend = (value: unknown, field: string, complain: Complain) => unknown;
type Fields = ReadonlyMap<string, Mend>;

/** Undefined for what is no object. */
export function mendedSpan(json: unknown, complain: Complain): Json | undefined {
  return isObject(json) ? mended(json, spanFields, '', complain) : undefined;
}

export function mendedResource(json: unknown, complain: Complain): Json {
  return isObject(json) ? mended(json, resourceFields, '', complain) : {};
}

export function mendedScope(json: unknown, complain: Complain): Json {
  return isObject(json) ? mended(json, scopeFields, '', complain) : {};
}

/** The fields that are known, under their names in JSON. */
function mended(json: Json, fields: Fields, path: string, complain: Complain): Json {
  const pairs: [string, unknown][] = [];
  for (const [key, value] of Object.entries(json)) {
    const name = fields.has(key) ? key : camelCase(key);
    if (value === null || value === undefined) continue;
    const mend = fields.get(name);
    const better = mend?.(value, path === '' ? name : `${path}.${name}`, complain);
    if (better !== undefined) pairs.push([name, better]);
  }
  return Object.fromEntries(pairs);
}

const text: Mend = (value, field, complain) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') {
    complain(field, () => `found ${shown(value)}, expected a string. It is left out`);
    return undefined;
  }
  complain(field, () => `found the ${typeof value} ${shown(value)}, expected a string`);
  return String(value);
};

/** Protobuf's own JSON mapping writes bytes in base64; OTLP wants hex. */
const id =
  (bytes: number): Mend =>
  (value, field, complain) => {
    // Without padding it could be hex that was cut short.
    if (typeof value === 'string' && /[^\da-f]/iu.test(value)) {
      const length = Math.ceil(bytes / 3) * 4;
      const isWhole = value.length === length || value.length === Math.ceil((bytes * 4) / 3);
      const decoded = isWhole ? bytesFromBase64(value.padEnd(length, '=')) : undefined;
      if (decoded?.length === bytes) return hexFromBytes(decoded);
    }
    return text(value, field, complain);
  };

const uint =
  (bits: number): Mend =>
  (value, field, complain) => {
    const number = integer(value);
    if (number !== undefined && number >= 0n && number < 2n ** BigInt(bits)) {
      if (typeof value === 'string' && !/^\d+$/u.test(value)) {
        complain(field, () => `found ${shown(value)}, expected a whole number. It is read as ${number}`);
      }
      return bits === 32 ? Number(number) : number.toString();
    }
    complain(field, () => `found ${shown(value)}, expected a whole number of 0 or more. It is taken as 0`);
    return undefined;
  };

/** Also with a point or an exponent, as a number that went through a double may be written. */
function integer(value: unknown): bigint | undefined {
  if (typeof value === 'string' && /^\s*-?\d{1,20}\s*$/u.test(value)) return BigInt(value);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? BigInt(Math.round(number)) : undefined;
}

const timeText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/u;

/** Nanoseconds; a date is read, too. */
const time: Mend = (value, field, complain) => {
  const match = typeof value === 'string' ? timeText.exec(value) : null;
  if (match === null || typeof value !== 'string') return uint(64)(value, field, complain);
  const seconds = Date.parse(value.replace(/\.\d+/u, ''));
  if (Number.isNaN(seconds)) return uint(64)(value, field, complain);
  complain(field, () => `found the date ${value}, expected nanoseconds since 1970. It is read`);
  return (BigInt(seconds) * 1_000_000n + BigInt((match[1] ?? '').padEnd(9, '0'))).toString();
};

/** By number, by its name in protobuf, or by that without its prefix. */
const oneOf =
  (names: readonly string[], prefix: string): Mend =>
  (value, field, complain) => {
    const number = typeof value === 'string' && /^\d$/u.test(value) ? Number(value) : value;
    if (typeof number === 'number' && names[number] !== undefined) return number;
    const name = typeof value === 'string' ? value.toUpperCase().replace(prefix, '') : '';
    const index = names.indexOf(name);
    // As protobuf's JSON mapping writes it.
    if (index !== -1 && value === `${prefix}${name}`) return index;
    complain(field, () =>
      index === -1
        ? `found ${shown(value)}, expected a number from 0 to ${names.length - 1}. It is taken as ${names[0]}`
        : `found ${shown(value)}, expected ${index}. It is read as ${name}`,
    );
    return index === -1 ? undefined : index;
  };

const object =
  (fields: () => Fields): Mend =>
  (value, field, complain) => {
    if (isObject(value)) return mended(value, fields(), field, complain);
    complain(field, () => `found ${shown(value)}, expected an object. It is left out`);
    return undefined;
  };

const list =
  (fields: () => Fields): Mend =>
  (value, field, complain) => {
    if (!Array.isArray(value)) {
      complain(field, () => `found ${shown(value)}, expected a list. It is left out`);
      return undefined;
    }
    return value.flatMap((item, index) => object(fields)(item, `${field}[${index}]`, complain) ?? []);
  };

const resourceFields: Fields = new Map([['attributes', mendedAttributes]]);

const scopeFields: Fields = new Map([
  ['name', text],
  ['version', text],
  ['attributes', mendedAttributes],
]);

const statusFields: Fields = new Map<string, Mend>([
  ['message', text],
  ['code', oneOf(statusCodes, 'STATUS_CODE_')],
]);

const eventFields: Fields = new Map<string, Mend>([
  ['name', text],
  ['timeUnixNano', time],
  ['attributes', mendedAttributes],
]);

const linkFields: Fields = new Map<string, Mend>([
  ['traceId', id(16)],
  ['spanId', id(8)],
  ['traceState', text],
  ['attributes', mendedAttributes],
]);

const spanFields: Fields = new Map<string, Mend>([
  ['traceId', id(16)],
  ['spanId', id(8)],
  ['parentSpanId', id(8)],
  ['traceState', text],
  ['flags', uint(32)],
  ['name', text],
  ['kind', oneOf(spanKinds, 'SPAN_KIND_')],
  ['startTimeUnixNano', time],
  ['endTimeUnixNano', time],
  ['attributes', mendedAttributes],
  ['droppedAttributesCount', uint(32)],
  ['events', list(() => eventFields)],
  ['droppedEventsCount', uint(32)],
  ['links', list(() => linkFields)],
  ['droppedLinksCount', uint(32)],
  ['status', object(() => statusFields)],
]);
