/** A lesson: its folder checked and loaded. One folder a lesson; CONTRIBUTING.md says what goes in it. */
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { frontmatterOf, parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import { type AuthoringProblem, formatProblem, unknownKey } from '@spanlab/sandbox/expect/problem.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import { type Exercise, readExercise } from './lessons/exercise.ts';
import { fileProblem, type LessonFolder, namesBelow, readFolder } from './lessons/folder.ts';
import { parseIfThere, type Read } from './lessons/pieces.ts';
import { exerciseFileSchema, type LessonPage, lessonPageSchema } from './lessons/schema.ts';
import { readTakeHome } from './lessons/take-home.ts';
import { numberOf, slugOf } from './site/slug.ts';

export { type ExerciseData, type LessonData, toLessonData } from './lessons/data.ts';
export type { Exercise } from './lessons/exercise.ts';
export {
  type LessonPage,
  type Panel,
  panels,
} from './lessons/schema.ts';
export type { Variant } from './lessons/variant.ts';

export interface Lesson {
  /** `grocery-store/instrumentation-libraries`. */
  slug: string;
  frontmatter: LessonPage;
  exercises: { main: Exercise; [id: string]: Exercise };
  /** `node/`, the same lesson as a project of one's own; empty when there is none. */
  takeHome: FileSet;
}

/** Everything that is wrong with a lesson, in one error. */
export class AuthoringError extends Error {
  readonly problems: AuthoringProblem[];

  constructor(problems: AuthoringProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'AuthoringError';
    this.problems = problems;
  }
}

/** Load the lesson in a folder. Throws an `AuthoringError` with every problem at once. */
export async function loadLesson(folder: string): Promise<Lesson> {
  const { value, problems } = await readLesson(folder);
  if (value === undefined || problems.length > 0) throw new AuthoringError(problems);
  return value;
}

/** Load every lesson below `content/`, in the order they are taught. Throws as `loadLesson` does, for all of them. */
export async function loadLessons(content: string): Promise<Lesson[]> {
  const read = await Promise.all((await lessonFolders(content)).map((folder) => readLesson(folder)));
  const problems = read.flatMap((each) => each.problems);
  if (problems.length > 0) throw new AuthoringError(problems);
  return read.flatMap(({ value }) => (value ? [value] : []));
}

/** The lesson folders below `content/`: `<number>-<track>/<number>-<lesson>`, in order. */
export async function lessonFolders(content: string): Promise<string[]> {
  const numbered = async (folder: string) => {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isDirectory() && /^\d+-/u.test(entry.name))
      .map(({ name }) => name);
    return names
      .sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1))
      .map((name) => join(folder, name));
  };
  return (await Promise.all((await numbered(content)).map(numbered))).flat();
}

/** Read a lesson folder and say everything that is wrong with it. */
export async function readLesson(folder: string): Promise<Read<Lesson>> {
  const shown = relative(process.cwd(), folder).replaceAll('\\', '/') || '.';
  const name = shown.startsWith('..') ? folder.replaceAll('\\', '/') : shown;
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const message = found ? 'found a file, allowed: a lesson folder' : 'found no such folder';
    return { problems: [{ file: name, line: 1, column: 1, message }] };
  }
  return checkLesson({ name, files: await readFolder(folder) });
}

const pieces = ['index.mdx', 'lab.yaml', 'expect.yaml', 'start', 'solution', 'variants', 'more', 'node'];

/** The pure part of `readLesson`: from the texts of a folder to a lesson or its problems, ordered by file. */
export function checkLesson(folder: LessonFolder): Read<Lesson> {
  const problems: AuthoringProblem[] = [];
  for (const name of new Set([...folder.files.keys()].map((path) => path.split('/')[0] ?? path))) {
    if (pieces.includes(name)) continue;
    problems.push(fileProblem(folder, name, unknownKey(name, pieces, 'in a lesson folder')));
  }

  const frontmatter = readPage(folder, problems);
  const title = frontmatter?.title ?? '';
  const main = readExercise(folder, { prefix: '', id: 'main', title });
  problems.push(...main.problems);
  const more = namesBelow(folder.files, 'more').map((name) => readMore(folder, name, main.value));
  problems.push(...more.flatMap((each) => each.problems));
  const takeHome = readTakeHome(folder, problems);

  const ordered = problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  if (!frontmatter || !main.value) return { problems: ordered };
  const exercises: Lesson['exercises'] = { main: main.value };
  for (const { value } of more) if (value) exercises[value.id] = value;
  const slug = slugOf(folder.name.split('/').slice(-2).join('/'));
  return { value: { slug, frontmatter, exercises, takeHome }, problems: ordered };
}

function readMore(folder: LessonFolder, name: string, main: Exercise | undefined): Read<Exercise> {
  const prefix = `more/${name}`;
  const path = `${prefix}/exercise.yaml`;
  const problems: AuthoringProblem[] = [];
  if (name === 'main')
    problems.push(fileProblem(folder, prefix, 'found the name main, allowed: any other name'));
  if (!folder.files.has(path)) {
    problems.push(fileProblem(folder, path, 'missing; it holds the `title` of the exercise'));
  }
  const about = parseIfThere(folder, path, (source) => parseYaml(exerciseFileSchema, source), problems);
  const title = about?.value.title ?? name;
  const exercise = readExercise(folder, { prefix, id: name, title, fallbackLab: main?.lab });
  return { ...exercise, problems: [...problems, ...exercise.problems] };
}

function readPage(folder: LessonFolder, problems: AuthoringProblem[]): LessonPage | undefined {
  const path = 'index.mdx';
  if (!folder.files.has(path)) {
    problems.push(fileProblem(folder, path, 'missing; it holds the text of the lesson'));
    return undefined;
  }
  const yaml = parseIfThere(folder, path, frontmatterOf, problems)?.value;
  if (!yaml) return undefined;
  const page = parseYaml(lessonPageSchema, yaml);
  if (!page.ok) {
    problems.push(...page.problems);
    return undefined;
  }
  const { number, panels, focus } = page.value.lesson;
  const say = (key: string, message: string) =>
    problems.push({ file: yaml.file, ...page.at(['lesson', key]), message: `\`${key}\`: ${message}` });
  const expected = numberOf(folder.name.split('/').at(-1) ?? '');
  if (Number.isFinite(expected) && number !== expected) {
    say('number', `found ${number}, allowed: ${expected}, the number its folder begins with`);
  }
  if (!panels.includes(focus))
    say('focus', `found "${focus}", allowed: one of \`panels\` (${panels.join(', ')})`);
  return page.value;
}
