/** Trace and span ids as text: lower-case hex, as OTLP's JSON mapping and W3C Trace Context have them. */

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as lower-case hex. */
export function hexFromBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexOfByte[byte];
  return text;
}

/** The bytes of an even number of hex digits. */
export function bytesFromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

const traceIdPattern = /^(?!0{32}$)[0-9a-f]{32}$/u;
const spanIdPattern = /^(?!0{16}$)[0-9a-f]{16}$/u;

/** 32 lower-case hex digits, not all of them zero. */
export function isTraceId(text: string): boolean {
  return traceIdPattern.test(text);
}

/** 16 lower-case hex digits, not all of them zero. */
export function isSpanId(text: string): boolean {
  return spanIdPattern.test(text);
}
