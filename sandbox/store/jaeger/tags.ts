/** Attributes in the older API: tags, each with the name of its type. */
import type { AttributeValue } from '../../schemas/trace.ts';
import { base64FromBytes } from '../otlp/base64.ts';
import { attributeText } from './attribute-text.ts';

const tagTypes = ['string', 'bool', 'int64', 'float64', 'binary'] as const;

export interface JaegerTag {
  key: string;
  type: (typeof tagTypes)[number];
  /** An int64 that a double cannot hold exactly is a string; no bytes are null. */
  value: string | number | boolean | null;
}

export function tagOf({ key, value }: { key: string; value: AttributeValue }): JaegerTag {
  if (typeof value === 'boolean') return { key, type: 'bool', value };
  if (typeof value === 'bigint') {
    const exact = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return { key, type: 'int64', value: exact ? Number(value) : value.toString() };
  }
  if (typeof value === 'number') {
    return { key, type: 'float64', value: Number.isFinite(value) ? value : String(value) };
  }
  if (value instanceof Uint8Array) return { key, type: 'binary', value: base64FromBytes(value) || null };
  return { key, type: 'string', value: attributeText(value) };
}

/** By key, then type, then value. */
export function sortedTags(tags: readonly JaegerTag[]): JaegerTag[] {
  return tags.toSorted(
    (a, b) =>
      compare(a.key, b.key) ||
      tagTypes.indexOf(a.type) - tagTypes.indexOf(b.type) ||
      compare(a.value ?? '', b.value ?? ''),
  );
}

function compare<Value extends string | number | boolean>(a: Value, b: Value): number {
  return a < b ? -1 : Number(a > b);
}
