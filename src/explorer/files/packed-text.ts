/** Bytes as text for an address: deflated, in base64url. */

import { CannotInflate, unpacked } from '@spanlab/sandbox/store/inflate.ts';
import { base64FromBytes, bytesFromBase64 } from '@spanlab/sandbox/store/otlp/base64.ts';

export async function packedText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const deflated = new Uint8Array(await new Response(stream).arrayBuffer());
  return base64FromBytes(deflated).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '');
}

/**
 * Stops as soon as there are more than `maxBytes`: a text of a few kB could hold gigabytes.
 * @returns `changed` when it holds characters no packed text has, `broken` when it is not whole
 */
export async function unpackedText(
  text: string,
  maxBytes: number,
): Promise<Uint8Array | 'changed' | 'broken' | 'too-large'> {
  const deflated = /^[\w-]+$/u.test(text) ? bytesFromBase64(text) : undefined;
  if (deflated === undefined) return 'changed';
  try {
    return await unpacked(deflated, 'deflate-raw', maxBytes);
  } catch (error) {
    return error instanceof CannotInflate && error.tooLarge ? 'too-large' : 'broken';
  }
}
