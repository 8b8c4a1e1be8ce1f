/**
 * What runs have learnt of installed packages, so that the next need not find, read and compile them file by file:
 * their texts in a few chunks that V8 compiles from its code cache, and where each `require` of theirs leads.
 */
export interface PackIndex {
  chunks: readonly Chunk[];
  /** What ES modules import: folder of the importing file, `\0`, specifier; and the path that it is. */
  imports: ReadonlyMap<string, string>;
  /** For a path that ES modules import, and for an ES module, the names that can be imported from it. */
  names: ReadonlyMap<string, readonly string[]>;
  /** `require`s: folder of the requiring file, `\0`, specifier; and a path, or the name of a module of Node's own. */
  requires: ReadonlyMap<string, string>;
}

export interface Chunk {
  /** A script whose value is an array of functions with CommonJS's five parameters and `importName`, one for each path. */
  file: string;
  paths: readonly string[];
  /** For each path, how many lines of the script come before its first. */
  linesBefore: readonly number[];
  /** Set where it holds ES modules: the source map of the script, a file. Its value is as `bundleEsModules` says. */
  map?: string;
}

/** What one run has loaded that no chunk holds yet. */
export interface Recorded {
  /** CommonJS files of `node_modules`, absolute, in the order they were loaded. */
  paths: readonly string[];
  /** ES modules of `node_modules` likewise. */
  modules: readonly string[];
  imports: readonly (readonly [string, string])[];
  names: readonly (readonly [string, readonly string[]])[];
  requires: readonly (readonly [string, string])[];
}

/** What `import` is called in packed files: a parameter like `require`. */
export const importName = '__spanlab_import';

export const emptyIndex: PackIndex = {
  chunks: [],
  imports: new Map(),
  names: new Map(),
  requires: new Map(),
};
