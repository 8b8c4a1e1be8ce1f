/** The compiler in Node: for lessons at build time, for tests, and for the command line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import type { FileSet } from '../schemas/file-set.ts';
import type { Importable, LabAssets } from '../vendor/vendor-bundle.ts';
import { type Compiler, createCompiler } from './compiler.ts';
import type { CompileResult } from './emitted-module.ts';

/** Where `tools/build-lab-assets.ts` puts the assets of this repository. */
export const defaultAssetsFolder = fileURLToPath(new URL('../../.cache/public/lab/', import.meta.url));

/** As `Compiler`, with what can be imported read from the lab's assets. */
export interface NodeCompiler extends Omit<Compiler, 'compile'> {
  /**
   * Also emits a lesson's starting files when the site is built, so that the first Run waits for no compiler:
   * the page uses a module as long as its `sourceHash` is that of the learner's text (`reuseEmitted`).
   */
  compile(files: FileSet, entries: readonly string[]): CompileResult;
  importable: Importable;
}

/** A compiler over the `typescript` package and the lab's assets. Throws when they have not been built. */
export function createNodeCompiler(assetsFolder = defaultAssetsFolder): NodeCompiler {
  const manifest: LabAssets = readAsset(assetsFolder, 'manifest.json');
  const importable: Importable = readAsset(assetsFolder, manifest.importable);
  const compiler = createCompiler({
    ts: typescript,
    types: () => readAsset(assetsFolder, manifest.types),
    libs: () => readAsset(assetsFolder, manifest.libs),
  });
  return {
    importable,
    typeCheck: compiler.typeCheck,
    compile: (files, entries) => compiler.compile(files, entries, importable),
  };
}

function readAsset<T>(folder: string, name: string): T {
  const file = path.join(folder, name);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`Cannot read the lab asset ${file}. Build it: node tools/build-lab-assets.ts`, { cause });
  }
}
