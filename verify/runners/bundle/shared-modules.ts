/** What examples import from outside themselves, packages and files of their project, each found once. */
import { createHash } from 'node:crypto';
import { isBuiltin } from 'node:module';
import type { ImportKind, PluginBuild } from 'esbuild';
import { sharedPath } from './bundle.ts';
import { inOwnPackage } from './own-package.ts';

export interface SharedModules {
  /** Where `specifier`, written in a file of `folder`, leads: the path it is imported by, or why it leads nowhere. */
  resolve(
    build: PluginBuild,
    specifier: string,
    folder: string,
    kind: ImportKind,
  ): Promise<{ path: string } | { problem: string }>;
  /** The file on disk behind a path, and how it was first imported. */
  at(path: string): { file: string; specifier: string } | undefined;
}

export function createSharedModules(): SharedModules {
  const files = new Map<string, { file: string; specifier: string }>();
  const found = new Map<string, Promise<{ path: string } | { problem: string }>>();
  const find = async (build: PluginBuild, specifier: string, folder: string, kind: ImportKind) => {
    // Without a namespace, so that no plugin of ours is asked again.
    let { errors, path } = await build.resolve(specifier, { resolveDir: folder, kind });
    const own = errors.length > 0 ? inOwnPackage(specifier, folder) : undefined;
    if (own !== undefined)
      ({ errors, path } = await build.resolve(own.specifier, { resolveDir: own.folder, kind }));
    if (errors.length > 0) return { problem: notFound(specifier) };
    const shared = `${sharedPath}${nameOf(path, specifier)}.js`;
    if (!files.has(shared)) files.set(shared, { file: path, specifier });
    return { path: shared };
  };
  return {
    resolve(build, specifier, folder, kind) {
      const key = JSON.stringify([specifier, folder, kind]);
      const known = found.get(key) ?? find(build, specifier, folder, kind);
      found.set(key, known);
      return known;
    },
    at: (path) => files.get(path),
  };
}

/** For people who read a stack, and unique by the path. */
function nameOf(path: string, specifier: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 10);
  const readable = specifier.replace(/[^\w.]+/gu, '-').replace(/^[-.]+|\.[jt]sx?$/gu, '');
  return `${readable}-${hash}`;
}

function notFound(specifier: string): string {
  if (isBuiltin(specifier)) {
    return `found import "${specifier}", a module of Node's; a browser has none. Say runtime=node if the example is for Node only.`;
  }
  const what = /^\.{0,2}\//u.test(specifier)
    ? 'there is no such file in the example, nor where the document is'
    : 'it is not installed where the document is, or exports nothing of that name for browsers';
  return `found import "${specifier}", and ${what}.`;
}
