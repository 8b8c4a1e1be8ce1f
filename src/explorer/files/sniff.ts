/** What a file is, by its first bytes. */

export type Sniffed =
  | { kind: 'gzip' }
  | { kind: 'utf-16le' | 'utf-16be' }
  | { kind: 'json' }
  | { kind: 'protobuf'; lengthPrefixed: boolean }
  | { kind: 'empty' }
  /** What it seems to be instead, for a sentence. */
  | { kind: 'other'; name: string };

/** So many bytes are enough. */
export const headBytes = 4_096;

const signatures: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive, which has to be unpacked first', [0x50, 0x4b, 0x03, 0x04]],
  ['compressed with Zstandard, which has to be undone first', [0x28, 0xb5, 0x2f, 0xfd]],
  ['compressed with bzip2, which has to be undone first', [0x42, 0x5a, 0x68]],
  ['compressed with xz, which has to be undone first', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

/** @param bytes the first of the file: `headBytes` of them, or all */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return { kind: 'empty' };
  if (startsWith(bytes, [0x1f, 0x8b])) return { kind: 'gzip' };
  const signature = signatures.find(([, start]) => startsWith(bytes, start));
  if (signature !== undefined) return { kind: 'other', name: signature[0] };
  if (startsWith(bytes, [0xff, 0xfe])) return { kind: 'utf-16le' };
  if (startsWith(bytes, [0xfe, 0xff])) return { kind: 'utf-16be' };
  // The length of a message can be the byte of a bracket.
  if (isNested(bytes)) return { kind: 'protobuf', lengthPrefixed: false };
  const text = new TextDecoder().decode(bytes.subarray(0, headBytes));
  // A BOM is gone by now.
  if (/^[{[]\s*(["{}[\]]|$)/u.test(text.replaceAll('\u001e', '').trimStart())) return { kind: 'json' };
  if (isRequest(bytes, 0)) return { kind: 'protobuf', lengthPrefixed: false };
  if (isPrefixedRequest(bytes)) return { kind: 'protobuf', lengthPrefixed: true };
  if (/^\s*$/u.test(text)) return { kind: bytes.length < headBytes ? 'empty' : 'json' };
  if (/^\s*<(!doctype|html|\?xml|svg)/iu.test(text)) return { kind: 'other', name: 'HTML or XML' };
  // The end of a file of lines, cut off somewhere.
  if (/\n\s*\{\s*"/u.test(text) && /^[\s{["]/u.test(text)) return { kind: 'json' };
  return { kind: 'other', name: isText(text) ? 'text that is no JSON' : 'a binary file' };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** `resource_spans`, and in it `resource`, `scope_spans` or `schema_url`. */
function isRequest(bytes: Uint8Array, from: number): boolean {
  if (bytes[from] !== 0x0a) return false;
  let at = from + 1;
  while ((bytes[at] ?? 0) >= 0x80 && at - from < 6) at += 1;
  const length = bytes[at];
  const next = bytes[at + 1];
  return length === 0 || next === 0x0a || next === 0x12 || next === 0x1a;
}

/** As `isRequest`, and the resource ends within it, with what may come after one. */
function isNested(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x0a) return false;
  const outer = lengthAt(bytes, 0);
  if (outer === undefined || bytes[outer.start] !== 0x0a) return false;
  const inner = lengthAt(bytes, outer.start);
  if (inner === undefined || inner.start + inner.length > outer.start + outer.length) return false;
  // A resource begins with an attribute, or with how many were dropped.
  const first = bytes[inner.start];
  if (inner.length > 0 && first !== 0x0a && first !== 0x10) return false;
  const after = bytes[inner.start + inner.length];
  return after === undefined || after === 0x12 || after === 0x1a || after === 0x0a;
}

/** Of the field whose tag is at `from`. */
function lengthAt(bytes: Uint8Array, from: number): { length: number; start: number } | undefined {
  let length = 0;
  for (let count = 0; count < 5; count++) {
    const byte = bytes[from + 1 + count];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * count);
    if (byte < 0x80) return { length, start: from + 2 + count };
  }
  return undefined;
}

/** The Collector's file exporter writes the length of each message, four bytes of it, in front. */
function isPrefixedRequest(bytes: Uint8Array): boolean {
  if (bytes.length < 6) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return length > 0 && length < 2 ** 28 && isRequest(bytes, 4);
}

function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a binary file
  return !/[\u0000-\u0008\u000e-\u001a\ufffd]/u.test(text);
}
