/** A page that has the compiler, and nothing else of the site. */
import { openCompiler } from '../../../../sandbox/compile/client.ts';

const manifest = await (await fetch('/lab/manifest.json')).json();
const url = (name: string) => new URL(`/lab/${name}`, location.href).href;

const compiler = openCompiler({
  urls: async () => ({
    importable: url(manifest.importable),
    types: url(manifest.types),
    libs: url(manifest.libs),
  }),
  // The bundler of this test leaves the Worker's address to its author.
  createWorker: () => new Worker('/compile-worker.js', { type: 'module' }),
});
Object.assign(globalThis, { compiler });
