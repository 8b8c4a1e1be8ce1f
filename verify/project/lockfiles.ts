/** What says which packages are installed: lockfiles, and the records package managers keep in `node_modules`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersAbove } from './above.ts';

const names = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  '.pnp.cjs',
  'node_modules/.package-lock.json',
  'node_modules/.modules.yaml',
  'node_modules/.pnpm/lock.yaml',
  'node_modules/.yarn-integrity',
  'node_modules/.yarn-state.yml',
];

/**
 * All of them in the project's folder and above it, absolute, the nearest first. In a monorepo the root's lockfile
 * says what a package has; a lockfile says what should be there, the record in `node_modules` what is.
 */
export function lockfilesOf(folder: string): string[] {
  return foldersAbove(folder).flatMap((each) => names.map((name) => join(each, name)).filter(existsSync));
}
