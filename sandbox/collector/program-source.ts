/** A WebAssembly program as it comes over the network: packed or not, whole or not, or something else altogether. */

const wasmMagic = [0x00, 0x61, 0x73, 0x6d];
const gzipMagic = [0x1f, 0x8b];
/** Without a byte for so long, it will not come. */
const stallMs = 30_000;

export interface ProgramFile {
  url: URL;
  /** How the bytes are packed, if whoever serves them has not unpacked them already. */
  packed: 'brotli' | 'gzip' | undefined;
}

export interface Expected {
  /** What the program has when it is unpacked. */
  bytes: number;
  /** Told how many of them have come. */
  done(bytes: number): void;
  /** Told why the stream broke off: whoever compiles it does not pass that on. */
  failed(reason: unknown): void;
}

/**
 * The unpacked program of a response, to be compiled while it comes. Errors of the stream, and of this function, say
 * what was found in its place.
 */
export async function programStream(
  { url, packed }: ProgramFile,
  response: Response,
  expected: Expected,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  if (response.body === null) throw new Error(`${url.pathname} is empty`);
  const type = response.headers.get('content-type') ?? 'no content type';
  const [first, whole] = await withFirst(response.body.pipeThrough(unstalled(url)));
  const unpacked = startsWith(first, wasmMagic)
    ? whole
    : whole.pipeThrough(unpacker(url, packed, first, type));
  return checked(url, unpacked, expected);
}

/** Whether this browser can unpack it as it comes. */
export function canUnpack(format: 'brotli' | 'gzip'): boolean {
  try {
    return new DecompressionStream(format as CompressionFormat) !== undefined;
  } catch {
    return false;
  }
}

function unpacker(
  url: URL,
  packed: ProgramFile['packed'],
  first: Uint8Array,
  type: string,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  const isGzip = startsWith(first, gzipMagic);
  if (packed === undefined || (packed === 'gzip' && !isGzip) || /^text\/html/u.test(type)) {
    const start = new TextDecoder().decode(first.subarray(0, 40)).replace(/[^\x20-\x7e]+/gu, ' ');
    throw new Error(`${url.pathname} is no WebAssembly program: found ${type}, "${start}"`);
  }
  return new DecompressionStream(packed as CompressionFormat);
}

async function withFirst<Chunk extends Uint8Array>(
  stream: ReadableStream<Chunk>,
): Promise<[first: Uint8Array, whole: ReadableStream<Chunk>]> {
  const reader = stream.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Chunk>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return [first.value ?? new Uint8Array(), whole];
}

/** Passes the bytes on, and breaks off when they are not the ones that were promised. */
function checked(
  url: URL,
  unpacked: ReadableStream<Uint8Array<ArrayBuffer>>,
  { bytes, done, failed }: Expected,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = unpacked.getReader();
  let seen = 0;
  const next = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const { value } = await reader.read().catch((error: unknown) => {
      const { message } = error instanceof Error ? error : { message: String(error) };
      const isOurs = message.startsWith(url.pathname);
      throw isOurs ? error : new Error(`${url.pathname} broke off or cannot be unpacked: ${message}`);
    });
    if (value === undefined) {
      if (seen !== bytes) throw new Error(`${url.pathname} ends after ${seen} of ${bytes} bytes`);
      return undefined;
    }
    if (seen === 0 && !startsWith(value, wasmMagic)) {
      throw new Error(`${url.pathname} unpacks to no WebAssembly program`);
    }
    seen += value.length;
    if (seen > bytes) throw new Error(`${url.pathname} is longer than the ${bytes} bytes it should have`);
    done(seen);
    return value;
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = await next();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      } catch (error) {
        failed(error);
        await reader.cancel().catch(() => undefined);
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function unstalled(url: URL): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let timer: ReturnType<typeof setTimeout>;
  const watch = (controller: TransformStreamDefaultController): void => {
    const message = `${url.pathname} stopped coming: not a byte for ${stallMs / 1000} s`;
    timer = setTimeout(() => controller.error(new Error(message)), stallMs);
  };
  return new TransformStream({
    start: watch,
    transform(chunk, controller) {
      clearTimeout(timer);
      controller.enqueue(chunk);
      watch(controller);
    },
    flush: () => clearTimeout(timer),
  });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((each, index) => bytes[index] === each);
}
