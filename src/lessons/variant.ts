/** A "break it": files laid over the solution (or the start), and what happens then. */
import { parseLab, parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import type { AuthoringProblem } from '@spanlab/sandbox/expect/problem.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import { type FileSet, fileSetSchema } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { fileProblem, filesBelow, type LessonFolder } from './folder.ts';
import { missingEntries, parseIfThere, type Read, readExpectation, sameAs } from './pieces.ts';
import { variantFileSchema } from './schema.ts';

export interface Variant {
  /** The name of its folder. */
  id: string;
  title: string;
  base: 'solution' | 'start';
  /** Only the files that differ from the base. */
  files: FileSet;
  /** Set when the variant changes the lab: a network that drops a header, say. */
  lab?: Lab;
  /** Must pass on the variant. */
  expectation: Expectation;
}

const own = ['variant.yaml', 'expect.yaml', 'lab.yaml'];

/** Read `variants/<name>/`. `files`, `solution` and `lab` are the exercise's, where they could be read. */
export function readVariant(
  folder: LessonFolder,
  context: {
    path: string;
    name: string;
    lab: Lab | undefined;
    files: FileSet | undefined;
    solution: FileSet | undefined;
  },
): Read<Variant> {
  const { path, name } = context;
  const problems: AuthoringProblem[] = [];
  if (!folder.files.has(`${path}/variant.yaml`)) {
    problems.push(
      fileProblem(folder, `${path}/variant.yaml`, 'missing; it holds the `title` of the variant'),
    );
  }
  const about = parseIfThere(
    folder,
    `${path}/variant.yaml`,
    (source) => parseYaml(variantFileSchema, source),
    problems,
  )?.value;
  const parsedLab = parseIfThere(folder, `${path}/lab.yaml`, parseLab, problems);
  const lab = parsedLab?.value ?? context.lab;
  const expectation = readExpectation(folder, `${path}/expect.yaml`, lab, problems);

  const files = Object.fromEntries(
    [...filesBelow(folder.files, path)].filter(([file]) => !own.includes(file)),
  );
  const checked = fileSetSchema.safeParse(files);
  if (!checked.success) {
    problems.push(
      fileProblem(
        folder,
        `${path}/`,
        'found a file that cannot be used: a name or a size that is not allowed',
      ),
    );
  }
  if (Object.keys(files).length === 0 && !folder.files.has(`${path}/lab.yaml`)) {
    problems.push(
      fileProblem(
        folder,
        `${path}/`,
        'found nothing that differs, allowed: at least one file, or a lab.yaml',
      ),
    );
  }
  if (about && context.files) {
    const base = about.base === 'start' ? context.files : { ...context.files, ...context.solution };
    problems.push(...sameAs(folder, path, files, base, `the ${about.base} it is laid over`));
    if (parsedLab) {
      const all = { ...base, ...files };
      problems.push(...missingEntries(folder, `${path}/lab.yaml`, parsedLab.value, all, parsedLab.at));
    }
  }
  if (!about || !expectation || !checked.success) return { problems };
  const value = { id: name, title: about.title, base: about.base, files, expectation };
  return { value: parsedLab ? { ...value, lab: parsedLab.value } : value, problems };
}
