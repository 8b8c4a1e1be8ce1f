/** Attribute values as text: exactly what was sent, and of which OTLP type it was. */
import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';

/** OTLP's name for the value's type; bytes and nested values are what they are called there. */
export function attributeType(value: AttributeValue): string {
  if (value === null) return 'empty';
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    default:
      return 'kvlist';
  }
}

/** A string as it is; anything else as JSON would have it, with bytes as hex. */
export function attributeText(value: AttributeValue): string {
  return typeof value === 'string' ? value : nested(value, '');
}

function nested(value: AttributeValue, indent: string): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return hex(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((each) => nested(each, inner));
    const line = `[${items.join(', ')}]`;
    if (line.length <= 60 && !line.includes('\n')) return line;
    return `[\n${inner}${items.join(`,\n${inner}`)}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${nested(each, inner)}`,
  );
  return entries.length === 0 ? '{}' : `{\n${inner}${entries.join(`,\n${inner}`)}\n${indent}}`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
