/** `spanlab check`: lesson folders held to their schema. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatProblem } from '@spanlab/sandbox/expect/problem.ts';
import { lessonFolders, readLesson } from '../src/lesson.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';

/** Check lesson folders, tracks, or all of `content/`. Every problem of every lesson is printed. */
export async function check(
  folders: readonly string[],
  { json }: { json: boolean },
  { out }: Output,
): Promise<ExitCode> {
  const asked = folders.length === 0 ? ['content'] : folders;
  const lessons = (await Promise.all(asked.map(lessonsIn))).flat();
  const read = await Promise.all(lessons.map((folder) => readLesson(folder)));
  const problems = read.flatMap((each) => each.problems);

  if (json) {
    out(JSON.stringify({ lessons: lessons.length, problems }, undefined, 2));
  } else {
    for (const problem of problems) out(formatProblem(problem));
    const count = (n: number, noun: string) => `${n === 0 ? 'no' : n} ${noun}${n === 1 ? '' : 's'}`;
    out(`${count(lessons.length, 'lesson')}, ${count(problems.length, 'problem')}`);
  }
  return problems.length === 0 ? exitCodes.good : exitCodes.bad;
}

const signs = ['index.mdx', 'lab.yaml', 'expect.yaml', 'start'];

/** The lessons a folder stands for: itself, those of a track, or those of all tracks. */
async function lessonsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch(() => {
    throw new UsageError(`cannot read the folder ${folder}`);
  });
  if (signs.some((sign) => entries.includes(sign)) && !entries.some(isNumbered)) return [folder];
  const below = await lessonFolders(folder);
  const lessons = below.length > 0 ? below : entries.filter(isNumbered).map((name) => join(folder, name));
  if (lessons.length > 0) return lessons;
  throw new UsageError(
    `found no lesson in ${folder}, allowed: a lesson folder, a track, or a folder of tracks`,
  );
}

function isNumbered(name: string): boolean {
  return /^\d+-/u.test(name);
}
