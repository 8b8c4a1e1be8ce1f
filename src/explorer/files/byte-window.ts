/** The part of a stream that is still needed: grows at its end, is let go of at its start. */

export interface ByteWindow {
  /** Valid until the next `append`. */
  readonly bytes: Uint8Array;
  /** How many of them count. */
  readonly length: number;
  /** Where in the stream the first of them is. */
  readonly base: number;
  append(chunk: Uint8Array): void;
  /** Forgets what comes before this place in the stream. */
  forget(before: number): void;
}

export function createByteWindow(): ByteWindow {
  let bytes = new Uint8Array(1 << 19);
  let length = 0;
  let base = 0;
  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    get base() {
      return base;
    },
    append(chunk) {
      const needed = length + chunk.length;
      if (needed > bytes.length) {
        const larger = new Uint8Array(Math.max(needed, bytes.length * 2));
        larger.set(bytes.subarray(0, length));
        bytes = larger;
      }
      bytes.set(chunk, length);
      length = needed;
    },
    forget(before) {
      const count = Math.min(before - base, length);
      if (count <= 0) return;
      bytes.copyWithin(0, count, length);
      length -= count;
      base = before;
    },
  };
}
