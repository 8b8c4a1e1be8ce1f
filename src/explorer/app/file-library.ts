/** A library files are read into, in a Worker of its own. */
import { connectLibrary, type FileLibrary } from '../library/worker-client.ts';

export function startLibrary(): FileLibrary {
  // In one expression: that is how the build finds the Worker's script.
  const worker = new Worker(new URL('../library/library-worker.ts', import.meta.url), {
    type: 'module',
    name: 'traces',
  });
  return connectLibrary(worker);
}
