/** Which TypeScript checks a project. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CannotRun } from '../model/run.ts';

/** Snippets need `moduleResolution: bundler` and `allowImportingTsExtensions`, which came with 5.0. */
const oldest = 5;

/** The `typescript` a folder resolves, if it is new enough; else the one that came with `spanlab`. */
export function typescriptOf(folder: string): { folder: string; version: string } {
  const own = typescriptFrom(join(folder, 'package.json'));
  if (own !== undefined && majorOf(own.version) >= oldest) return own;
  const ours = typescriptFrom(import.meta.url);
  if (ours !== undefined) return ours;
  throw new CannotRun(
    'found no TypeScript: it comes with spanlab, but is not there any more. Install spanlab again, or `npm install --save-dev typescript`.',
  );
}

/** `7.0.2` → 7. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function typescriptFrom(file: string): { folder: string; version: string } | undefined {
  try {
    const path = createRequire(file).resolve('typescript/package.json');
    const about: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof about !== 'object' || about === null || !('version' in about)) return undefined;
    return { folder: dirname(path), version: String(about.version) };
  } catch {
    // Not there, or not whole.
    return undefined;
  }
}
