/** A package that documents itself: its documents import it by its name. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Project } from '../model/project.ts';
import { foldersAbove } from '../project/above.ts';
import { packageAt } from '../project/package-json.ts';

/**
 * What `paths` the package's own name needs. Node and the compiler follow `exports` by themselves; a package without
 * them, and not linked into a `node_modules`, has its entry named here.
 */
export function selfPaths({ folder, name }: Pick<Project, 'folder' | 'name'>): Record<string, string[]> {
  if (name === undefined) return {};
  const about = packageAt(folder);
  if (about['exports'] !== undefined) return {};
  if (foldersAbove(folder).some((each) => existsSync(join(each, 'node_modules', name)))) return {};
  const entry = String(
    [about['types'], about['typings'], about['module'], about['main'], 'index'].find(
      (each) => typeof each === 'string',
    ),
  );
  // Without its ending, what declares its types is found beside it.
  const bare = entry.replace(/(?<!\.d)\.[mc]?[jt]s$/u, '');
  return { [name]: [resolve(folder, bare), resolve(folder, entry)], [`${name}/*`]: [`${folder}/*`] };
}

/** Why a package cannot be imported by its own name: files its `package.json` leads to are not there. */
export function missingSelf({ folder, name }: Pick<Project, 'folder' | 'name'>): string | undefined {
  if (name === undefined) return undefined;
  const about = packageAt(folder);
  const targets =
    about['exports'] === undefined
      ? [about['types'] ?? about['main']].filter(isText)
      : leaves(about['exports']);
  const missing = targets.find(
    (each) => each.startsWith('.') && !each.includes('*') && !existsSync(join(folder, each)),
  );
  if (missing === undefined) return undefined;
  return `${name} is the package of this document: its package.json leads to ${missing}, which is not there; build the package first.`;
}

/** The files an `exports` map leads to, whatever the conditions. */
function leaves(exports: unknown): string[] {
  if (isText(exports)) return [exports];
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.values(exports).flatMap(leaves);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
