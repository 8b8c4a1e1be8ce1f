/** What examples become before they run: a script each, and the modules they share. */
import type { RunError, RunTrouble } from '../../model/run.ts';

/** One example, ready to run. */
export interface Script {
  /** An ES module. What it imports from outside the example are paths below `sharedPath`. */
  code: string;
  /** Its source map, as JSON; its sources end with the names of the example's files. */
  map: string;
  /** Files of the project that take part: absolute paths. Not the example's own, and none of `node_modules`. */
  loaded: readonly string[];
  /** Files outside the example that it imports directly, absolute. */
  imports: readonly string[];
}

/** An example that cannot even begin. */
export interface BrokenScript {
  troubles: readonly RunTrouble[];
  /** Syntax errors. */
  errors: readonly RunError[];
}

export interface Bundles {
  /** By the example's id. */
  scripts: ReadonlyMap<string, Script | BrokenScript>;
  /** Modules shared by scripts, by the path they are imported by. */
  shared: ReadonlyMap<string, Uint8Array>;
}

/** Where scripts find what they share. */
export const sharedPath = '/spanlab/shared/';
/** The same, for scripts with zone.js: its modules have no native async functions. */
export const loweredPath = '/spanlab/lowered/';

/** A lowered script's export: settles when its top level has, with `[error]` or nothing in it. */
export const doneExport = '__spanlabDone';

/** What a shared module exports its whole namespace as. */
export const namespaceName = '__spanlabAll';

/** The global function a script calls for a dynamic import. As long as the word `import`. */
export const dynamicImport = '$$load';
