/** Finds the project a document belongs to, as Node and the compiler would for a file in the document's place. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Project } from '../model/project.ts';
import { CannotRun } from '../model/run.ts';
import { nearest } from './above.ts';
import { lockfilesOf } from './lockfiles.ts';
import { tsconfigFor } from './tsconfig.ts';
import { typescriptOf } from './typescript.ts';

export interface Projects {
  /**
   * The project of a document (absolute path). What was found is kept: documents of a folder share one object.
   * @throws `CannotRun` when its `package.json` cannot be read
   */
  findProject(document: string): Promise<Project>;
}

/** Projects of one session: whoever wants to see what has changed on disk makes a new one. */
export function createProjects(): Projects {
  const known = new Map<string, Project>();
  return {
    async findProject(document) {
      const folder = dirname(resolve(document));
      const project = known.get(folder) ?? projectOf(folder);
      known.set(folder, project);
      return project;
    },
  };
}

/** The project of one document. A session asks `createProjects()` instead. */
export async function findProject(document: string): Promise<Project> {
  return createProjects().findProject(document);
}

function projectOf(documentFolder: string): Project {
  const about = nearest(documentFolder, 'package.json');
  const folder = about === undefined ? documentFolder : dirname(about);
  const name = about === undefined ? undefined : nameIn(about);
  const tsconfig = tsconfigFor(documentFolder);
  return {
    folder,
    ...(name === undefined ? {} : { name }),
    ...(tsconfig === undefined ? {} : { tsconfig }),
    lockfiles: lockfilesOf(folder),
    typescript: typescriptOf(folder),
  };
}

function nameIn(path: string): string | undefined {
  try {
    const about: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''));
    const named = typeof about === 'object' && about !== null && 'name' in about;
    return named && typeof about.name === 'string' ? about.name : undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${path}: found no valid JSON (${why}); mend it, examples are resolved by it.`);
  }
}
