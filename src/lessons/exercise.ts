/** An exercise: one state of the workbench with files, a solution and an expectation. */
import { type Parsed, parseExpectation, parseLab } from '@spanlab/sandbox/expect/parse.ts';
import { type AuthoringProblem, unknownKey } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { type FileSet, fileSetSchema } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { unreachable } from './cross-check.ts';
import { fileProblem, filesBelow, type LessonFolder, namesBelow } from './folder.ts';
import { readVariant, type Variant } from './variant.ts';

/** What the workbench opens. File sets are flat: path to text. */
export interface Exercise {
  /** `main`, or the name of its folder in `more/`. */
  id: string;
  title: string;
  lab: Lab;
  /** What the learner starts with. */
  files: FileSet;
  /** Only the files that differ from `files`. */
  solution: FileSet;
  expectation: Expectation;
  variants: Variant[];
}

/** A value as far as it could be read, and everything that is wrong. */
export interface Read<T> {
  value?: T;
  problems: AuthoringProblem[];
}

/** Read the exercise in `prefix` (`''` is the lesson's main one). `fallbackLab`: used when it brings none. */
export function readExercise(
  folder: LessonFolder,
  options: { prefix: string; id: string; title: string; fallbackLab?: Lab | undefined },
): Read<Exercise> {
  const { prefix, id, title } = options;
  const at = (path: string) => (prefix === '' ? path : `${prefix}/${path}`);
  const problems: AuthoringProblem[] = [];

  const files = readFileSet(folder, at('start'), problems);
  const solution = readFileSet(folder, at('solution'), problems);
  if (files) problems.push(...sameAs(folder, at('solution'), solution ?? {}, files, 'start/'));

  const parsedLab = parseIfThere(folder, at('lab.yaml'), parseLab, problems);
  if (!folder.files.has(at('lab.yaml')) && !options.fallbackLab && prefix === '') {
    problems.push(missing(folder, at('lab.yaml'), 'the services of this exercise'));
  }
  const lab = parsedLab?.value ?? (folder.files.has(at('lab.yaml')) ? undefined : options.fallbackLab);
  if (lab && files) problems.push(...missingEntries(folder, at('lab.yaml'), lab, files, parsedLab?.at));

  const expectation = readExpectation(folder, at('expect.yaml'), lab, problems);
  const variants = namesBelow(folder.files, at('variants')).map((name) =>
    readVariant(folder, { path: at(`variants/${name}`), name, lab, files, solution }),
  );
  problems.push(...variants.flatMap((each) => each.problems));

  if (!files || !solution || !lab || !expectation) return { problems };
  const read = variants.flatMap((each) => (each.value ? [each.value] : []));
  return { value: { id, title, lab, files, solution, expectation, variants: read }, problems };
}

/** Read `expect.yaml`, which every exercise and every variant must have. */
export function readExpectation(
  folder: LessonFolder,
  path: string,
  lab: Lab | undefined,
  problems: AuthoringProblem[],
): Expectation | undefined {
  if (!folder.files.has(path)) problems.push(missing(folder, path, 'what a run must have produced'));
  const parsed = parseIfThere(folder, path, parseExpectation, problems);
  if (parsed && lab) {
    const found = unreachable(parsed.value, lab);
    problems.push(
      ...found.map(({ path: inside, message }) => ({
        file: `${folder.name}/${path}`,
        ...parsed.at(inside),
        message,
      })),
    );
  }
  return parsed?.value;
}

/** Parse a file of the folder when there is one; its problems are added. */
export function parseIfThere<T>(
  folder: LessonFolder,
  path: string,
  parse: (source: { file: string; text: string }) => Parsed<T>,
  problems: AuthoringProblem[],
): Extract<Parsed<T>, { ok: true }> | undefined {
  const text = folder.files.get(path);
  if (text === undefined) return undefined;
  const parsed = parse({ file: `${folder.name}/${path}`, text });
  if (parsed.ok) return parsed;
  problems.push(...parsed.problems);
  return undefined;
}

function readFileSet(folder: LessonFolder, path: string, problems: AuthoringProblem[]): FileSet | undefined {
  const files = Object.fromEntries(filesBelow(folder.files, path));
  if (Object.keys(files).length === 0) {
    problems.push(missing(folder, `${path}/`, 'at least one file'));
    return undefined;
  }
  const result = fileSetSchema.safeParse(files);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const file = issue.path[0] === undefined ? `${path}/` : `${path}/${String(issue.path[0])}`;
    const allowed = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
    problems.push(fileProblem(folder, file, `found a file that cannot be used, allowed: ${allowed}`));
  }
  return undefined;
}

/** Files laid over others must change something. */
export function sameAs(
  folder: LessonFolder,
  path: string,
  files: FileSet,
  base: FileSet,
  baseName: string,
): AuthoringProblem[] {
  return Object.entries(files).flatMap(([name, text]) => {
    if (base[name] !== text) return [];
    const message = `found the same text as in ${baseName}, allowed: only files that differ; delete it or change it`;
    return [fileProblem(folder, `${path}/${name}`, message)];
  });
}

/** Every service's entry must be one of the files. */
export function missingEntries(
  folder: LessonFolder,
  path: string,
  lab: Lab,
  files: FileSet,
  at: ((path: PropertyKey[]) => { line: number; column: number }) | undefined,
): AuthoringProblem[] {
  const names = Object.keys(files);
  return lab.services.flatMap(({ entry }, index) => {
    if (names.includes(entry)) return [];
    const where = at?.(['services', index, 'entry']) ?? { line: 1, column: 1 };
    const message = `\`entry\`: ${unknownKey(entry, names, 'in start/')}`;
    return [{ file: `${folder.name}/${path}`, ...where, message }];
  });
}

function missing(folder: LessonFolder, path: string, what: string): AuthoringProblem {
  return fileProblem(folder, path, `missing; it holds ${what}`);
}
