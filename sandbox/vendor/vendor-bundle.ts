/** What `tools/build-lab-assets.ts` writes and the lab reads: file names, the vendor modules, the types. */

/** `manifest.json`. Names of the other files, each with a hash of its content in it. */
export interface LabAssets {
  /** A `RealmScripts`. */
  realm: string;
  /** A `VendorBundle`. */
  vendor: string;
  /** An `Importable`: small, all that compiling needs to know of the packages. */
  importable: string;
  /** A `TypeFiles`: declarations of the packages and the realm's globals. */
  types: string;
  /** TypeScript's own `lib.*.d.ts`, by file name: those that `checkOptions.lib` leads to. */
  libs: string;
}

/** Texts of classic scripts. */
export interface RealmScripts {
  frame: string;
  worker: string;
}

/** Where in a text another module is named: the characters between the quotes, so that quotes stay. */
export interface ImportSite {
  start: number;
  end: number;
}

export interface VendorChunk {
  name: string;
  /** An ES module, ES2016, without native async functions. */
  code: string;
  /** In the order of `start`. */
  imports: (ImportSite & { chunk: string })[];
}

export interface VendorBundle {
  /** What a program can import, and the chunk that is it. */
  entries: Record<string, string>;
  /** A chunk comes after those it imports. */
  chunks: VendorChunk[];
  /** Chunks that may be imported before a run. zone.js is not among them: importing it patches globals. */
  warm: string[];
}

/** Names a module exports: those that exist when it runs, and those that are types only. */
export interface ModuleExports {
  values: string[];
  types: string[];
}
export type Importable = Record<string, ModuleExports>;

export interface TypeFiles {
  /** `/node_modules/…/*.d.ts` and the `package.json` that lead to them. */
  files: Record<string, string>;
  /** `/realm.d.ts`: globals of the realm that no `lib` has. A root of every program. */
  ambient: Record<string, string>;
}
