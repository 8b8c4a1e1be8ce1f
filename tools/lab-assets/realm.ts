/** Bundles the scripts that run inside a realm's frame. */
import path from 'node:path';
import { build } from 'esbuild';
import type { RealmScripts } from '../../sandbox/vendor/vendor-bundle.ts';

/** The scripts, and the files they were made from, relative to `root`. */
export async function bundleRealm(root: string): Promise<{ scripts: RealmScripts; inputs: string[] }> {
  const bundle = async (entry: string) => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [`sandbox/realm/browser/${entry}.ts`],
      outdir: '/realm',
      bundle: true,
      // A module worker does not load in an opaque origin: both are classic scripts.
      format: 'iife',
      platform: 'browser',
      target: 'es2016',
      minify: true,
      legalComments: 'none',
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const [file] = result.outputFiles;
    if (file === undefined) throw new Error(`esbuild wrote nothing for ${entry}.`);
    return { text: file.text, inputs: Object.keys(result.metafile.inputs) };
  };
  const [frame, worker] = await Promise.all([bundle('frame-main'), bundle('worker-main')]);
  const inputs = [...new Set([...frame.inputs, ...worker.inputs])].map((file) => path.normalize(file));
  return { scripts: { frame: frame.text, worker: worker.text }, inputs };
}
