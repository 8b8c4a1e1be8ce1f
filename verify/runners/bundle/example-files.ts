/** What a bundler is told of an example's own files: they stand in its document, not on disk. */
import { posix } from 'node:path';
import type { Loader } from 'esbuild';
import type { ProgramExample } from '../../model/example.ts';

/** Paths of an example's files in a bundle, and in its source map: `spanlab-example:<number>/<file>`. */
export const exampleNamespace = 'spanlab-example';

const endings = ['', '.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.json', '/index.ts', '/index.js'];

/**
 * The example's file that `specifier`, written in its file `from`, names; undefined when none does. With or without
 * its ending, and `.js` for a `.ts`, as TypeScript and bundlers take it.
 */
export function exampleFile(example: ProgramExample, specifier: string, from: string): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/u.test(specifier)) return undefined;
  const wanted = posix.join(posix.dirname(from), specifier);
  const names = new Set(example.files.map(({ name }) => posix.normalize(name)));
  const asTypeScript = wanted.replace(/\.([cm]?)js(x?)$/u, '.$1ts$2');
  return [...endings.map((ending) => wanted + ending), asTypeScript].find((name) => names.has(name));
}

/** How esbuild reads a file of this name. */
export function loaderOf(name: string): Loader {
  const ending = posix.extname(name).slice(1);
  if (ending === 'tsx' || ending === 'jsx' || ending === 'json') return ending;
  return ending === 'js' || ending === 'mjs' || ending === 'cjs' ? 'js' : 'ts';
}
