/**
 * Reads JSON by the rules of protobuf's JSON mapping, and says where it went wrong.
 * A missing or `null` field is its default; unknown fields are never looked at.
 */
import { bytesFromBase64 } from './base64.ts';
import { MalformedOtlp } from './malformed.ts';

export type JsonObject = { readonly [key: string]: unknown };

/** Where an object stands in the payload, built only when something is wrong with it. */
export type Path = () => string;

/** The value itself, which must be an object. */
export function readObject(value: unknown, path: Path): JsonObject {
  if (isObject(value)) return value;
  throw new MalformedOtlp(`${path()}: expected an object, found ${described(value)}`);
}

const noFields: JsonObject = {};

/** An object in a field; without it, one with no fields. */
export function readMessage(from: JsonObject, field: string, path: Path): JsonObject {
  const value = from[field] ?? noFields;
  if (isObject(value)) return value;
  throw unexpected('an object', from, field, path);
}

export function readArray(from: JsonObject, field: string, path: Path): readonly unknown[] {
  const value = from[field] ?? [];
  if (Array.isArray(value)) return value;
  throw unexpected('an array', from, field, path);
}

export function readString(from: JsonObject, field: string, path: Path): string {
  const value = from[field] ?? '';
  if (typeof value === 'string') return value;
  throw unexpected('a string', from, field, path);
}

export function readBoolean(from: JsonObject, field: string, path: Path): boolean {
  const value = from[field] ?? false;
  if (typeof value === 'boolean') return value;
  throw unexpected('true or false', from, field, path);
}

export function readBytes(from: JsonObject, field: string, path: Path): Uint8Array {
  const bytes = bytesFromBase64(readString(from, field, path));
  if (bytes !== undefined) return bytes;
  throw unexpected('base64', from, field, path);
}

const uint32 = { min: 0n, max: 2n ** 32n - 1n, what: 'an unsigned 32-bit integer' } as const;
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n, what: 'a signed 64-bit integer' } as const;
const uint64 = { min: 0n, max: 2n ** 64n - 1n, what: 'an unsigned 64-bit integer' } as const;

export function readUint32(from: JsonObject, field: string, path: Path): number {
  return from[field] === undefined ? 0 : Number(readInteger(from, field, uint32, path));
}

export function readInt64(from: JsonObject, field: string, path: Path): bigint {
  return readInteger(from, field, int64, path);
}

export function readUint64(from: JsonObject, field: string, path: Path): bigint {
  return readInteger(from, field, uint64, path);
}

function readInteger(
  from: JsonObject,
  field: string,
  range: { min: bigint; max: bigint; what: string },
  path: Path,
): bigint {
  const value = from[field] ?? 0n;
  let integer: bigint | undefined;
  if (typeof value === 'bigint') integer = value;
  else if (typeof value === 'string' && /^-?\d{1,20}$/u.test(value)) integer = BigInt(value);
  else if (typeof value === 'number' && Number.isInteger(value)) integer = BigInt(value);
  if (integer === undefined || integer < range.min || integer > range.max) {
    throw unexpected(range.what, from, field, path);
  }
  return integer;
}

const notFinite = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);

export function readDouble(from: JsonObject, field: string, path: Path): number {
  const value = from[field] ?? 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || notFinite.has(value)) return Number(value);
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  throw unexpected('a number', from, field, path);
}

/**
 * The name at the number sent, or the first name for a number not known: protobuf's enums are open.
 * OTLP sends numbers only; the full names of protobuf's own mapping are read as well.
 */
export function readEnum<const Name extends string>(
  from: JsonObject,
  field: string,
  names: readonly [Name, ...Name[]],
  prefix: string,
  path: Path,
): Name {
  const value = from[field] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value)) return names[value] ?? names[0];
  const name = names.find((each) => value === `${prefix}${each}`);
  if (name !== undefined) return name;
  throw unexpected(`a number from 0 to ${names.length - 1}`, from, field, path);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(what: string, from: JsonObject, field: string, path: Path): MalformedOtlp {
  return new MalformedOtlp(`${path()}.${field}: expected ${what}, found ${described(from[field])}`);
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 40))}`;
  return `the ${typeof value} ${String(value)}`;
}

/**
 * `JSON.parse`, with integers too large for a double kept exact where the engine tells their source text.
 * Proto3's mapping lets a sender write an int64 without quotes, and doubles would round it.
 */
export function parseJson(text: string): unknown {
  try {
    return /[:[,]\s*-?\d{16}/u.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
  } catch (error) {
    throw new MalformedOtlp(
      `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function exactInteger(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d{1,20}$/u.test(source) ? BigInt(source) : value;
}
