import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Lesson } from '../../../src/lesson.ts';
import { pinnedPackages, takeHomeFiles } from '../../../src/site/take-home.ts';
import { LessonFault } from '../lesson-fault.ts';

/** A lesson's take-home in a folder of its own, as somebody has it who followed the lesson's last section. */
export interface Project extends AsyncDisposable {
  folder: string;
  /** Its files, from path to text. */
  files: Readonly<Record<string, string>>;
}

/** The workspace in which everything that take-homes pin is installed. */
const installed = join(import.meta.dirname, '../../../tests/take-home');

/**
 * Lays the project out below the system's temporary folder, and links what it pins, and nothing else: a package that
 * its `package.json` forgets cannot be imported.
 * @throws when it pins a package, or a version, that `tests/take-home/package.json` does not have
 */
export async function layOut({ exercises, takeHome }: Lesson): Promise<Project> {
  const { files: start, solution } = exercises.main;
  const files = takeHomeFiles({ start, solution, node: takeHome });
  const folder = await mkdtemp(join(tmpdir(), 'spanlab-take-home-'));
  const project: Project = {
    folder,
    files,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
  await using onError = new AsyncDisposableStack();
  onError.use(project);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  for (const [name, version] of pinnedPackages(files)) {
    const source = await packageFolder(name, version);
    const target = join(folder, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target, 'dir');
  }
  onError.move();
  return project;
}

/** Where this version of a package is. `exports` may hide its `package.json`, so it is looked for by path. */
async function packageFolder(name: string, version: string): Promise<string> {
  const places = createRequire(join(installed, 'package.json')).resolve.paths(name) ?? [];
  const found: string[] = [];
  for (const place of places) {
    const folder = join(place, name);
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (manifest === undefined) continue;
    const there = String(JSON.parse(manifest).version);
    if (there === version) return folder;
    found.push(there);
  }
  throw new LessonFault(
    'import',
    'node/package.json',
    `the take-home pins ${name}@${version}; found ${found.join(', ') || 'none'}. ` +
      `Put it into tests/take-home: npm install --save-exact -w tests/take-home ${name}@${version}`,
  );
}
