/** Undoes an HTTP content encoding, without being led to fill the memory. */

export class CannotInflate extends Error {
  override readonly name = 'CannotInflate';
  readonly tooLarge: boolean;

  constructor(message: string, tooLarge = false) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

/** Compressions a sender may use, named exactly as Jaeger wants it, and as DecompressionStream calls them. */
const formats: ReadonlyMap<string, 'gzip' | 'deflate'> = new Map([
  ['gzip', 'gzip'],
  ['zlib', 'deflate'],
  ['deflate', 'deflate'],
]);

/**
 * The bytes behind a `content-encoding`. Stops reading as soon as there are more than `maxBytes`.
 * @throws CannotInflate when the encoding is unknown, the data broken or the result too large
 */
export async function inflate(
  body: Uint8Array,
  contentEncoding: string,
  maxBytes: number,
): Promise<Uint8Array> {
  if (contentEncoding === '') return body;
  const format = formats.get(contentEncoding);
  if (format === undefined) {
    throw new CannotInflate(`content-encoding is "${contentEncoding}", expected gzip, zlib, deflate or none`);
  }
  return unpacked(body, format, maxBytes, contentEncoding);
}

/**
 * The bytes that were packed. Stops reading as soon as there are more than `maxBytes`.
 * @param name what the packing is called in words
 * @throws CannotInflate when the data is broken or the result too large
 */
export async function unpacked(
  body: Uint8Array,
  format: CompressionFormat,
  maxBytes: number,
  name: string = format,
): Promise<Uint8Array> {
  // A copy: the stream may take the buffer over, and types want one that is not shared.
  const stream = new Blob([new Uint8Array(body)]).stream().pipeThrough(new DecompressionStream(format));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(stream.getReader())) {
      size += chunk.length;
      if (size > maxBytes) throw new CannotInflate(`the body inflates to more than ${maxBytes} bytes`, true);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof CannotInflate) throw error;
    throw new CannotInflate(`the body is not ${name}: ${String(error)}`);
  }
  return joined(chunks, size);
}

/** Streams are not async iterable in every browser. Leaving the loop cancels the stream. */
async function* chunksOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // After an error of its own a stream refuses to be cancelled; there is nothing left to release then.
    await reader.cancel().catch(() => undefined);
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
