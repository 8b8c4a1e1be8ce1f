/** A folder inside a project for what a session generates: only from there do imports resolve as the project's own. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../is-alive.ts';
import { CannotRun } from '../model/run.ts';

export interface WorkFolder extends AsyncDisposable {
  /** Absolute; empty but for a `.gitignore`. */
  path: string;
}

const parentName = '.spanlab';
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes `<project>/.spanlab/<kind>-<host>-<pid>-<random>/`, which Git ignores, and removes what sessions that ended
 * without tidying up have left beside it. Disposing removes it; sessions that go on at the same time keep theirs.
 * @throws `CannotRun` when the project cannot be written to
 */
export async function openWorkFolder(projectFolder: string, kind: string): Promise<WorkFolder> {
  const parent = join(projectFolder, parentName);
  await removeAbandoned(parent);
  const path = join(parent, `${kind}-${hostKey()}-${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    await makeFolder(path);
    await writeFile(join(path, '.gitignore'), '*\n');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(
      `cannot write to ${parent} (${why}). Examples are put there while they are checked, so that their imports resolve as the project's; make ${projectFolder} writable.`,
    );
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      // Not empty: another session works there.
      await rmdir(parent).catch(() => {});
    },
  };
}

/** Another session that tidies up may take the parent away in between: then it is made once more. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(path, { recursive: true });
  });
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const path = join(parent, name);
    if (await isAbandoned(name, path)) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** Processes of another host (a container that shares the folder) cannot be seen: those get a day. */
async function isAbandoned(name: string, path: string): Promise<boolean> {
  const [, host, pid] = /^[a-z]+-([^-]*)-(\d+)-[0-9a-f]{8}$/u.exec(name) ?? [];
  if (pid === undefined) return false;
  if (host === hostKey()) return !isAlive(Number(pid));
  const about = await stat(path).catch(() => undefined);
  return about !== undefined && Date.now() - about.mtimeMs > dayMs;
}

function hostKey(): string {
  return hostname().replace(/[^a-zA-Z0-9.]/gu, '');
}
