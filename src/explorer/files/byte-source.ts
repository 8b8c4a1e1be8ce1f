/** A stream's bytes, one chunk after the other, with its first ones looked at before. */

export interface ByteSource {
  /** The first `count` bytes, or as many as there are before the end or a failure. They come again with `next`. */
  head(count: number): Promise<Uint8Array>;
  /** Undefined at the end. @throws what the stream fails with */
  next(): Promise<Uint8Array | undefined>;
  /** The rest as a stream. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  cancel(reason?: unknown): Promise<void>;
}

export function createByteSource(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = stream.getReader();
  const kept: Uint8Array[] = [];
  let failed: { reason: unknown } | undefined;
  const pull = async (): Promise<Uint8Array | undefined> => {
    if (failed !== undefined) throw failed.reason;
    const { done, value } = await reader.read();
    return done ? undefined : value;
  };
  const next = async (): Promise<Uint8Array | undefined> => kept.shift() ?? (await pull());
  const cancel = (reason?: unknown): Promise<void> => reader.cancel(reason).catch(() => undefined);
  return {
    async head(count) {
      let size = kept.reduce((sum, { length }) => sum + length, 0);
      while (size < count) {
        const chunk = await pull().catch((reason: unknown) => {
          failed = { reason };
        });
        if (chunk === undefined) break;
        kept.push(chunk);
        size += chunk.length;
      }
      return joined(kept, Math.min(size, count));
    },
    next,
    stream: () =>
      new ReadableStream(
        {
          async pull(controller) {
            const chunk = await next();
            if (chunk === undefined) controller.close();
            else controller.enqueue(new Uint8Array(chunk));
          },
          cancel,
        },
        { highWaterMark: 0 },
      ),
    cancel,
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    if (at === size) break;
    const part = chunk.subarray(0, size - at);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
