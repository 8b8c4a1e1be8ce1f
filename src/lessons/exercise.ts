/** An exercise: one state of the workbench with files, a solution and an expectation. */
import { parseLab } from '@spanlab/sandbox/expect/parse.ts';
import type { AuthoringProblem } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { type FileSet, fileSetSchema } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { fileProblem, filesBelow, type LessonFolder, namesBelow } from './folder.ts';
import { missing, missingEntries, parseIfThere, type Read, readExpectation, sameAs } from './pieces.ts';
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
