/** A module ready to run: emitted JavaScript, its source map, and what it imports. */

import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { ImportSite } from '../vendor/vendor-bundle.ts';

export type ImportTarget = { kind: 'file'; file: string } | { kind: 'vendor'; specifier: string };

export interface EmittedModule {
  /** The file of the set it was emitted from. */
  file: string;
  /** `textHash` of that file's text. */
  sourceHash: string;
  /** An ES module, ES2016, without native async functions. No `sourceMappingURL`. */
  code: string;
  /** Source map, version 3, as JSON. Its one source is `file`. */
  map: string;
  /** Specifiers in `code`, in the order of `start`, static and dynamic: put the module's address there. */
  imports: (ImportSite & { target: ImportTarget })[];
}

export interface CompileResult {
  /** Errors, each with its place. When there is one, `modules` is empty. */
  diagnostics: Diagnostic[];
  /** What the entries lead to. A module comes after those it imports. */
  modules: EmittedModule[];
}

/**
 * What of `emitted` runs as it is, given today's `files`: all that `entries` lead to, or undefined when a
 * file of it has changed, is gone, or was never emitted. Then everything has to be compiled.
 */
export function reuseEmitted(
  files: FileSet,
  entries: readonly string[],
  emitted: readonly EmittedModule[],
): EmittedModule[] | undefined {
  const byFile = new Map(emitted.map((module) => [module.file, module]));
  const needed = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (needed.has(file)) continue;
    const module = byFile.get(file);
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    if (module === undefined || text === undefined || textHash(text) !== module.sourceHash) return undefined;
    needed.add(file);
    for (const { target } of module.imports) if (target.kind === 'file') waiting.push(target.file);
  }
  return emitted.filter((module) => needed.has(module.file));
}

/** Tells one version of a text from another: FNV-1a over two lanes, and the length. Not for secrets. */
export function textHash(text: string): string {
  let even = 0x811c9dc5;
  let odd = 0x050c5d1f;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    even = Math.imul(even ^ unit, 0x01000193);
    odd = Math.imul(odd ^ (unit + index), 0x01000193);
  }
  return [text.length, even >>> 0, odd >>> 0].map((part) => part.toString(36)).join('-');
}
