/** Bodies in the content encodings a sender may think of, without a span in them. */
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

const body = new TextEncoder().encode('{}');

/** Name, `content-encoding`, and what is sent. */
export const encodings: readonly (readonly [
  name: string,
  encoding: string,
  body: Uint8Array<ArrayBuffer>,
])[] = [
  ['gzip', 'gzip', bytes(gzipSync(body))],
  ['zlib', 'zlib', bytes(deflateSync(body))],
  ['deflate, which is zlib', 'deflate', bytes(deflateSync(body))],
  ['deflate without its frame', 'deflate', bytes(deflateRawSync(body))],
  ['gzip in capitals', 'GZIP', bytes(gzipSync(body))],
  ['gzip by its old name', 'x-gzip', bytes(gzipSync(body))],
  ['identity', 'identity', body],
  ['gzip that is none', 'gzip', body],
  ['brotli', 'br', body],
  ['zstd', 'zstd', bytes(zstdCompressSync(body))],
  // A block that is its length and a literal of two bytes.
  ['snappy', 'snappy', new Uint8Array([2, 4, ...body])],
];

/** Where the embedded store answers otherwise, and why. */
export const encodingDifferences: ReadonlyMap<string, string> = new Map(
  ['zstd', 'snappy'].map((name) => [
    name,
    'The web’s DecompressionStream does not know it, and no OpenTelemetry SDK for JavaScript sends it.',
  ]),
);

function bytes(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(packed);
}
