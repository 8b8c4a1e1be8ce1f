import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { CannotRun } from '../../../verify/model/run.ts';
import { openWorkFolder } from '../../../verify/project/work-folder.ts';
import { someFolder } from './some-folder.ts';

const host = hostname().replace(/[^a-zA-Z0-9.]/gu, '');

test('it lies in the project, where Git does not see it, and is gone afterwards', async () => {
  await using folder = await someFolder();
  {
    await using work = await openWorkFolder(folder.path, 'types');
    expect(work.path.startsWith(join(folder.path, '.spanlab', 'types-'))).toBe(true);
    expect(await readFile(join(work.path, '.gitignore'), 'utf8')).toBe('*\n');
  }
  expect(await readdir(folder.path)).toEqual(['.git']);
});

test('sessions at the same time have one each, and the first to end takes only its own', async () => {
  await using folder = await someFolder();
  await using second = await openWorkFolder(folder.path, 'types');
  {
    await using first = await openWorkFolder(folder.path, 'types');
    expect(first.path).not.toBe(second.path);
  }
  expect(existsSync(second.path)).toBe(true);
});

test('what a session left that is no more is removed by the next; what lives, or is somebody else’s, is not', async () => {
  await using folder = await someFolder({ '.spanlab/cache/verified.txt': '' });
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const crashed = `types-${host}-${ended}-00000000`;
  const living = `types-${host}-${process.pid}-00000000`;
  const elsewhere = 'types-other.host-1-00000000';
  const longAgo = 'types-other.host-1-11111111';
  for (const name of [crashed, living, elsewhere, longAgo])
    await mkdir(folder.at(`.spanlab/${name}/mirror`), { recursive: true });
  await utimes(folder.at(`.spanlab/${longAgo}`), 1, 1);
  await using work = await openWorkFolder(folder.path, 'bundle');
  expect((await readdir(folder.at('.spanlab'))).sort()).toEqual(
    [basename(work.path), 'cache', living, elsewhere].sort(),
  );
});

test('a project that cannot be written to keeps the session from running, and says why it must be', async () => {
  await using folder = await someFolder({ '.spanlab': 'a file' });
  const opened = openWorkFolder(folder.path, 'types');
  await expect(opened).rejects.toBeInstanceOf(CannotRun);
  await expect(opened).rejects.toThrow(/cannot write to .*\.spanlab .* make .* writable/u);
});
