/** The files that run in other processes and threads, as JavaScript. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';

export interface RuntimeFiles {
  pool: string;
  isolate: string;
  /** Starts the isolate in a thread. */
  start: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** Names beside the bundled command line. The package's build makes them of the same sources. */
export const runtimeEntries = {
  pool: 'pool-process.ts',
  isolate: 'isolate/isolate.ts',
  start: 'isolate/start.ts',
} as const;

/** Those that came with the package; in the repository, made of the sources, into `folder`. */
export async function runtimeFiles(folder: string): Promise<RuntimeFiles> {
  const shipped = filesIn(here);
  if (existsSync(shipped.pool)) return shipped;
  await buildRuntimeFiles(here, folder);
  return filesIn(folder);
}

function filesIn(folder: string): RuntimeFiles {
  return {
    pool: join(folder, 'node-pool.cjs'),
    isolate: join(folder, 'node-isolate.cjs'),
    start: join(folder, 'node-start.cjs'),
  };
}

/**
 * Build them from the folder of this file. Each stands alone: starting a thread reads one file.
 * @returns what they are made of
 */
export async function buildRuntimeFiles(sources: string, folder: string): Promise<Metafile> {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: {
      'node-pool': join(sources, runtimeEntries.pool),
      'node-isolate': join(sources, runtimeEntries.isolate),
      'node-start': join(sources, runtimeEntries.start),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    metafile: true,
    absWorkingDir: join(sources, '../..'),
    platform: 'node',
    // CommonJS starts sooner, and all are scripts without exports.
    format: 'cjs',
    target: 'node22.15',
    legalComments: 'none',
    logLevel: 'silent',
    // What a `.cjs` file has instead.
    define: { 'import.meta.url': '__filename' },
  });
  return metafile;
}
