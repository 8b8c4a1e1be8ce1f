/** A library files are read into, in a Worker of its own. */
import { connectLibrary, type FileLibrary } from '../library/worker-client.ts';

export function startLibrary(): FileLibrary {
  const url = new URL('../library/library-worker.ts', import.meta.url);
  return connectLibrary(new Worker(url, { type: 'module', name: 'traces' }));
}
