import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Copies `src/static` into Astro's public folder. That folder is generated as a whole (the lab's bundles
 * are written there too), so the few files written by hand are kept with the source.
 */
export function staticFiles(): AstroIntegration {
  return {
    name: 'spanlab:static-files',
    hooks: {
      'astro:config:setup': async ({ config }) => {
        const from = new URL('static/', config.srcDir);
        await mkdir(config.publicDir, { recursive: true });
        for (const name of await readdir(from)) {
          await copyFile(fileURLToPath(new URL(name, from)), fileURLToPath(new URL(name, config.publicDir)));
        }
      },
    },
  };
}
