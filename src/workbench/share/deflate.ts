/** Raw deflate, by the platform's own streams. */
import { CannotInflate, unpacked } from '../../../sandbox/store/inflate.ts';

/** The bytes, deflated. */
export async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The bytes, inflated; stops as soon as they are more than `maxBytes`. */
export async function inflated(
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | 'broken'> {
  try {
    return await unpacked(bytes, 'deflate-raw', maxBytes);
  } catch (error) {
    return error instanceof CannotInflate && error.tooLarge ? 'too-large' : 'broken';
  }
}
