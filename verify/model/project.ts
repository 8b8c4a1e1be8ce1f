/** The project a document belongs to: what its imports and types are resolved by. */
export interface Project {
  /** Folder of the nearest `package.json` above the document; the document's own folder without one. */
  folder: string;
  /** `name` in `package.json`, for a package that documents itself. */
  name?: string;
  /** Nearest `tsconfig.json` above the document, absolute. */
  tsconfig?: string;
  /** Lockfile and record of what is installed, nearest above; absolute. All are part of the cache key. */
  lockfiles: readonly string[];
  /** Folder of the `typescript` package that checks it: the project's own, else the one that came with `spanlab`. */
  typescript: { folder: string; version: string };
}
