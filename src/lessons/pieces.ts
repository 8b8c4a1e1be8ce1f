/** The pieces exercises and variants have in common. */
import { type Parsed, parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import { type AuthoringProblem, unknownKey } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { unreachable } from './cross-check.ts';
import { fileProblem, type LessonFolder } from './folder.ts';

/** A value as far as it could be read, and everything that is wrong. */
export interface Read<T> {
  value?: T;
  problems: AuthoringProblem[];
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

/** Every service's entry, and the Collector's configuration, must be one of the files. */
export function missingEntries(
  folder: LessonFolder,
  path: string,
  lab: Lab,
  files: FileSet,
  at: ((path: PropertyKey[]) => { line: number; column: number }) | undefined,
): AuthoringProblem[] {
  const names = Object.keys(files);
  const wanted: { key: string; name: string; inLab: PropertyKey[] }[] = lab.services.map(
    ({ entry }, index) => ({
      key: 'entry',
      name: entry,
      inLab: ['services', index, 'entry'],
    }),
  );
  if (lab.collector) {
    wanted.push({ key: 'config', name: lab.collector.config, inLab: ['collector', 'config'] });
  }
  return wanted.flatMap(({ key, name, inLab }) => {
    if (names.includes(name)) return [];
    const where = at?.(inLab) ?? { line: 1, column: 1 };
    const message = `\`${key}\`: ${unknownKey(name, names, 'in start/')}`;
    return [{ file: `${folder.name}/${path}`, ...where, message }];
  });
}

/** A file or folder that has to be there. */
export function missing(folder: LessonFolder, path: string, what: string): AuthoringProblem {
  return fileProblem(folder, path, `missing; it holds ${what}`);
}
