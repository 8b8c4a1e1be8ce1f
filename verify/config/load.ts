/** Finds and reads `spanlab.config.ts`. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { CannotRun } from '../model/run.ts';
import { foldersAbove } from '../project/above.ts';
import type { Config } from './config.ts';

export interface LoadedConfig {
  config: Config;
  /** Absolute; absent where there is none. */
  file?: string;
}

/** In this order; two in one folder are an error. */
export const configNames = ['ts', 'mts', 'js', 'mjs', 'json'].map((each) => `spanlab.config.${each}`);

/**
 * The configuration in `cwd` or the nearest folder above it, up to the repository's; or `file` (from `cwd`), which
 * must be there. Without one, nothing is set and nothing is loaded.
 * @throws `CannotRun` with `file:line:column` and what is allowed there
 */
export async function loadConfig(cwd: string, { file }: { file?: string } = {}): Promise<LoadedConfig> {
  const path = file === undefined ? findConfig(cwd) : resolve(cwd, file);
  if (path === undefined) return { config: {} };
  if (!existsSync(path)) {
    throw new CannotRun(
      `found no configuration ${relative(cwd, path) || path}; expected one of ${configNames.join(', ')}.`,
    );
  }
  // What reads and checks it is loaded only now: most projects have none.
  const { readConfig } = await import('./read.ts');
  return { config: await readConfig(path, { cwd }), file: path };
}

function findConfig(cwd: string): string | undefined {
  for (const folder of foldersAbove(resolve(cwd))) {
    const found = configNames.filter((name) => existsSync(join(folder, name)));
    if (found.length > 1) {
      throw new CannotRun(
        `${folder}: found ${found.join(' and ')}, expected one of them; remove the others.`,
      );
    }
    if (found[0] !== undefined) return join(folder, found[0]);
    if (existsSync(join(folder, '.git'))) return undefined;
  }
  return undefined;
}

/** The folder paths and globs of a configuration start from. */
export function folderOf({ file }: LoadedConfig, cwd: string): string {
  return file === undefined ? cwd : dirname(file);
}
