/** A `tsconfig.json` with all it extends. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { nearest } from './above.ts';
import { parseJsonc } from './jsonc.ts';

export interface TsconfigChain {
  /** The file itself and what it extends, directly or not; absolute. All are part of a cache key. */
  files: readonly string[];
  /** `compilerOptions` put together; for each, its value as written and the folder its relative paths start from. */
  options: ReadonlyMap<string, { value: unknown; folder: string }>;
}

/**
 * The nearest `tsconfig.json`. One that only refers to others, as project templates write it, stands for the first
 * of those that sets options.
 */
export function tsconfigFor(folder: string): string | undefined {
  const path = nearest(folder, 'tsconfig.json');
  if (path === undefined) return undefined;
  const config = readTsconfig(path);
  const empty = config?.['compilerOptions'] === undefined && config?.['extends'] === undefined;
  if (!empty || !Array.isArray(config?.['references'])) return path;
  const referred = config['references'].flatMap((each: unknown) => {
    const to = isRecord(each) ? each['path'] : undefined;
    if (typeof to !== 'string') return [];
    const target = resolve(dirname(path), to);
    return [isFolder(target) ? join(target, 'tsconfig.json') : target];
  });
  return referred.find((each) => readTsconfig(each)?.['compilerOptions'] !== undefined) ?? path;
}

/** Follows `extends`. What cannot be read is left out: the compiler says what is wrong with it. */
export function readTsconfigChain(path: string | undefined): TsconfigChain {
  const files: string[] = [];
  const options = new Map<string, { value: unknown; folder: string }>();
  if (path !== undefined) follow(path, { files, options });
  return { files, options };
}

function follow(
  path: string,
  into: { files: string[]; options: Map<string, { value: unknown; folder: string }> },
): void {
  if (into.files.includes(path)) return;
  into.files.push(path);
  const config = readTsconfig(path);
  if (config === undefined) return;
  for (const extended of [config['extends']].flat()) {
    const target = typeof extended === 'string' ? extendedFile(extended, path) : undefined;
    if (target !== undefined) follow(target, into);
  }
  if (!isRecord(config['compilerOptions'])) return;
  for (const [name, value] of Object.entries(config['compilerOptions'])) {
    into.options.set(name, { value, folder: dirname(path) });
  }
}

/** As the compiler looks it up: a path with or without `.json`, else a package's file or its `tsconfig.json`. */
function extendedFile(name: string, from: string): string | undefined {
  if (name.startsWith('.') || isAbsolute(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`].find((each) => existsSync(each) && !isFolder(each));
  }
  const require = createRequire(from);
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      const path = require.resolve(each);
      if (path.endsWith('.json')) return path;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

function readTsconfig(path: string): Record<string, unknown> | undefined {
  try {
    const config = parseJsonc(readFileSync(path, 'utf8'));
    return isRecord(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
