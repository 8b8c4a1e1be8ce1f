/** Folders for files of a session, under the system's own for what is temporary, and what ended sessions left there. */
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../is-alive.ts';

/** Make `<tmp>/<name>-<pid>-<random>`, and remove those whose process is no more. */
export async function openTemporaryFolder(name: string): Promise<string> {
  const parent = await realpath(tmpdir());
  const names = await readdir(parent).catch(() => []);
  const left = names.filter((each) => {
    const [, its, pid] = /^(.+)-(\d+)-[A-Za-z0-9]{6}$/u.exec(each) ?? [];
    return its === name && !isAlive(Number(pid));
  });
  // What cannot be removed is somebody else's.
  await Promise.all(
    left.map((each) => rm(join(parent, each), { recursive: true, force: true }).catch(() => {})),
  );
  return mkdtemp(join(parent, `${name}-${process.pid}-`));
}
