/** Lessons are verified with the site's own parts: this finds them, in the checkout the lessons are in. */
import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BackendKind } from '../model/backend.ts';
import type { LessonExample, Runtime } from '../model/example.ts';
import type { Outcome } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';

/** Where and how lessons run. `url` is no setting of theirs: they bring what they send to. */
export interface LessonSetting {
  runtime: Runtime;
  backend: Exclude<BackendKind, 'url'>;
}

export interface LessonRunner {
  /** What can be said without running anything: schema, compiler, types. An outcome without runtime and backend. */
  check(lesson: LessonExample): Promise<Outcome>;
  /**
   * Runs every exercise of a lesson: one outcome for each, its id `<slug>#<exercise>`. Empty for a lesson that `check`
   * could not read.
   * @throws `CannotRun` without Chromium, Docker, or the built assets of the lab
   */
  verify(lesson: LessonExample, setting: LessonSetting, signal: AbortSignal): Promise<readonly Outcome[]>;
  /** How many lessons at a time: Node's hold fixed ports, so they take turns. */
  widthOf(setting: LessonSetting): number;
  /** Ends every process, page and container it has started. */
  dispose(): Promise<void>;
}

export interface LessonRunnerOptions {
  /** The folder `spanlab` was started in: places are told relative to it. */
  cwd: string;
  /** How many pages of Chromium at a time. */
  jobs: number;
  /** What takes long is said. */
  say?: (line: string) => void;
}

const siteName = 'spanlab-site';

/** @throws `CannotRun` where there is no checkout of the site */
export async function openLessonRunner(options: LessonRunnerOptions): Promise<LessonRunner> {
  // Not a literal: the bundle of the published package must not take the site's tools along.
  const file: string = await runnerFile(options.cwd);
  const { createLessonRunner } = await import(pathToFileURL(file).href);
  return createLessonRunner(options);
}

async function runnerFile(cwd: string): Promise<string> {
  const beside = fileURLToPath(new URL('./lesson-runner.ts', import.meta.url));
  if (await isThere(beside)) return beside;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    const inCheckout = join(folder, 'verify/lesson/lesson-runner.ts');
    if (manifest.includes(`"${siteName}"`) && (await isThere(inCheckout))) return inCheckout;
    if (folder === dirname(folder)) break;
  }
  throw new CannotRun(
    `Lesson folders are verified in a checkout of the site (a package.json named ${siteName}), for they run in its lab. ` +
      `Found none at or above ${cwd}. Leave lesson folders out of what is to be verified, or run this there.`,
  );
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
