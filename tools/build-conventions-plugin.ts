/** Gives the explorer the published semantic conventions: as a chunk of its own, loaded when a span's detail opens. */
import type { Plugin } from 'vite';
import { conventionsPackage, readConventions } from './build-conventions.ts';

/** Without this plugin the module says that there are none. */
const placeholder = /\/src\/explorer\/span\/conventions\/published\.ts$/u;

export function publishedConventions(): Plugin {
  return {
    name: 'spanlab:published-conventions',
    enforce: 'pre',
    // Pages that are rendered in advance show no help.
    applyToEnvironment: (environment) => environment.name === 'client',
    load: {
      filter: { id: placeholder },
      async handler() {
        for (const file of conventionsPackage().files) this.addWatchFile(file);
        const text = JSON.stringify(await readConventions());
        // Parsed as JSON it is there in a tenth of the time.
        return { code: `export default JSON.parse(${JSON.stringify(text)});`, moduleSideEffects: false };
      },
    },
  };
}
