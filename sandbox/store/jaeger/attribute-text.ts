/** An attribute's value as one text: what a search compares, and how the older API shows arrays and kvlists. */
import type { AttributeValue } from '../../schemas/trace.ts';
import { base64FromBytes } from '../otlp/base64.ts';

export function attributeText(value: AttributeValue): string {
  if (value === null) return '';
  if (value instanceof Uint8Array) return base64FromBytes(value);
  if (typeof value === 'object') return goJson(value);
  return String(value);
}

/** As Go's encoding/json: keys sorted, and what HTML could take for markup escaped. */
function goJson(value: AttributeValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return JSON.stringify(base64FromBytes(value));
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([key, item]) => `${goJson(key)}:${goJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
