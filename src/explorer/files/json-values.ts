/** Values out of JSON nobody vouches for. */

export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Protobuf's JSON mapping lets a sender write `start_time_unix_nano`; Go writes `StringValue` where nobody tells it. */
export function camelCase(key: string): string {
  return key
    .replace(/^[A-Z]/u, (letter) => letter.toLowerCase())
    .replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

/** For a sentence: the value's first characters. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}
