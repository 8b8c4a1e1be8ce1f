/** Text put together piece by piece, as the bytes of a file: a large file is more than one string can hold. */
export interface TextBytes {
  add(text: string): void;
  all(): Uint8Array<ArrayBuffer>;
}

export function createTextBytes(): TextBytes {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let size = 0;
  return {
    add(text) {
      const part = encoder.encode(text);
      parts.push(part);
      size += part.length;
    },
    all() {
      const bytes = new Uint8Array(size);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
  };
}
