/** An exercise as it stands at three moments: as begun, as solved, and as broken by each variant. Pure. */
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import type { Exercise } from '../../src/lesson.ts';

export interface ExerciseState {
  /** `start`, `solution`, `variants/no-header`. */
  name: string;
  /** In a sentence: `the solution`. */
  words: string;
  lab: Lab;
  files: FileSet;
  expectation: Expectation;
  /** Of `start`: at least one check must be missed. Of all others: every one must be met. */
  mustMeet: boolean;
  /** Path of its expect.yaml in the lesson's folder. */
  expectFile: string;
  /** Path in the lesson's folder of each of its files. */
  sources: Readonly<Record<string, string>>;
}

export function statesOf(exercise: Exercise): ExerciseState[] {
  const { id, lab, files, solution, expectation, variants } = exercise;
  const prefix = id === 'main' ? '' : `more/${id}/`;
  const start: ExerciseState = {
    name: 'start',
    words: 'what the learner begins with',
    lab,
    files,
    expectation,
    mustMeet: false,
    expectFile: `${prefix}expect.yaml`,
    sources: sourcesOf(files, `${prefix}start`),
  };
  const solved: ExerciseState = {
    ...start,
    name: 'solution',
    words: 'the solution',
    files: { ...files, ...solution },
    mustMeet: true,
    sources: { ...start.sources, ...sourcesOf(solution, `${prefix}solution`) },
  };
  return [
    start,
    solved,
    ...variants.map((variant): ExerciseState => {
      const base = variant.base === 'start' ? start : solved;
      const folder = `${prefix}variants/${variant.id}`;
      return {
        name: `variants/${variant.id}`,
        words: `the variant “${variant.title}”`,
        lab: variant.lab ?? lab,
        files: { ...base.files, ...variant.files },
        expectation: variant.expectation,
        mustMeet: true,
        expectFile: `${folder}/expect.yaml`,
        sources: { ...base.sources, ...sourcesOf(variant.files, folder) },
      };
    }),
  ];
}

function sourcesOf(files: FileSet, folder: string): Record<string, string> {
  return Object.fromEntries(Object.keys(files).map((name) => [name, `${folder}/${name}`]));
}
