/** Scripts of chunks, compiled from V8's code cache. */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';

/** V8's code cache of chunks by their numbers, shared by all threads of a process. */
export type Codes = ReadonlyMap<number, Uint8Array>;

/** Read and compile a chunk's script. */
export function scriptOf(file: string, code: Uint8Array | undefined): Script {
  const cachedData = code === undefined ? {} : { cachedData: Buffer.from(code.buffer) };
  return new Script(readFileSync(file, 'utf8'), { filename: file, ...cachedData });
}

/** The same bytes where every thread sees them. */
export function shared(code: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(code.length));
  copy.set(code);
  return copy;
}
