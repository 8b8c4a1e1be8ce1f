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
    if (kind === 'require-call' || kind === 'require-resolve') return { problem: noRequire(specifier) };
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

const forNode = 'If the example is for Node only, say runtime=node.';

function noRequire(specifier: string): string {
  return `It calls require(${JSON.stringify(specifier)}), and a browser has no require. Write an import; ${forNode.replace('If', 'if')}`;
}

/** `@scope/name/part` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function notFound(specifier: string): string {
  if (isBuiltin(specifier)) {
    return `It imports "${specifier}", a module of Node's that a browser has not. ${forNode}`;
  }
  return /^\.{0,2}\//u.test(specifier)
    ? `It imports "${specifier}", and there is no such file in the example, nor where the document is.`
    : `It imports "${specifier}", which is not installed where the document is, or has nothing of that name for browsers. Try: npm install ${packageOf(specifier)}`;
}
