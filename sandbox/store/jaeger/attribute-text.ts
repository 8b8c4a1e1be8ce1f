/** An attribute's value as one text: what a search compares, and how the older API shows arrays and kvlists. */
import type { AttributeValue } from '../../schemas/trace.ts';
import { base64FromBytes } from '../otlp/base64.ts';

export function attributeText(value: AttributeValue): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return base64FromBytes(value);
  if (typeof value === 'object') return goJson(value) ?? '';
  if (typeof value === 'number') return goNumber(value) ?? `json: unsupported value: ${notFinite(value)}`;
  return String(value);
}

/** As Go writes a double: as JavaScript does, but -0 keeps its sign. Undefined when JSON has no such number. */
function goNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Object.is(value, -0) ? '-0' : String(value);
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

/** As Go's encoding/json: keys sorted, what HTML could take for markup escaped. Undefined where that fails. */
function goJson(value: AttributeValue): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return goNumber(value);
  if (value instanceof Uint8Array) return JSON.stringify(base64FromBytes(value));
  if (Array.isArray(value)) {
    const items = value.map(goJson);
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const items = pairs.map(([key, item]) => [goJson(key), goJson(item)] as const);
    if (items.some(([, item]) => item === undefined)) return undefined;
    return `{${items.map(([key, item]) => `${key}:${item}`).join(',')}}`;
  }
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
