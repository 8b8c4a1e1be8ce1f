/** What is installed where no package manager has left a record of it: copied, linked or vendored packages. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../model/project.ts';
import { foldersAbove } from '../project/above.ts';
import { type FileHashes, sha256 } from './file-hashes.ts';

/**
 * A hash of every package's `package.json` in the `node_modules` folders above that have no record; those with one
 * are vouched for by it (`Project.lockfiles`).
 */
export function installedIn(project: Project, hashes: FileHashes): string {
  const recorded = (folder: string) =>
    project.lockfiles.some((file) => file.startsWith(join(folder, 'node_modules', '/')));
  const found = foldersAbove(project.folder)
    .filter((folder) => !recorded(folder))
    .flatMap((folder) => packagesIn(join(folder, 'node_modules')))
    .map((folder) => `${folder} ${hashes.of(join(folder, 'package.json'))}`);
  return sha256(found.join('\n'));
}

function packagesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const path = join(folder, name);
      return name.startsWith('@') ? namesIn(path).map((inner) => join(path, inner)) : [path];
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
