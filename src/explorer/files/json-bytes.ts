/** Bytes that mean something in JSON. */

const byteOf = (character: string): number => character.charCodeAt(0);

export const newline = 0x0a;
export const openBrace = byteOf('{');
export const closeBrace = byteOf('}');
export const openBracket = byteOf('[');
export const closeBracket = byteOf(']');
export const quote = byteOf('"');
export const backslash = byteOf('\\');
export const colon = byteOf(':');
export const comma = byteOf(',');
/** `null` begins with it, and no other value. */
export const startOfNull = byteOf('n');

const blanks = new Set([0x20, 0x09, 0x0d]);

/** White space but the newline, which counts lines. */
export function isBlank(byte: number): boolean {
  return blanks.has(byte);
}

/** A comma; RFC 7464's record separator; UTF-8's byte order mark, which some editors write in front. */
const between = new Set([comma, 0x1e, 0xef, 0xbb, 0xbf]);

/** What may stand between documents, and does no harm. */
export function isBetweenDocuments(byte: number): boolean {
  return between.has(byte);
}

/** No value begins with it. */
export function isPunctuation(byte: number): boolean {
  return byte === closeBrace || byte === closeBracket || byte === comma || byte === colon;
}

/** For a sentence. */
export function describedByte(byte: number): string {
  if (byte === openBrace) return 'an object';
  if (byte === openBracket) return 'a list';
  if (byte > 0x20 && byte < 0x7f) return `“${String.fromCharCode(byte)}”`;
  return `a byte of value ${byte}`;
}
