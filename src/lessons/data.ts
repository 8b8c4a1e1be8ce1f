/** What the workbench is given about a lesson: plain data, written into the page at build time. */
import type { CompileResult, EmittedModule } from '@spanlab/sandbox/compile/emitted-module.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lesson } from '../lesson.ts';
import type { Exercise } from './exercise.ts';
import type { LessonFrontmatter } from './schema.ts';

/** An exercise, and the modules its unchanged starting files compile to, so that a first Run need not wait. */
export interface ExerciseData extends Exercise {
  /** Empty when the starting files do not compile, which a lesson may want. */
  emitted: EmittedModule[];
}

/** Serialisable as JSON. `exercises.main` is the lesson's own; others are keyed by their id. */
export interface LessonData {
  slug: string;
  frontmatter: { title: string; lesson: LessonFrontmatter };
  exercises: { main: ExerciseData; [id: string]: ExerciseData };
}

/** Compiles an exercise's files: `emitForBuild` of `sandbox/compile/node.ts`. */
export type Emit = (files: FileSet, entries: readonly string[]) => CompileResult | Promise<CompileResult>;

/** Turn a lesson into data for the workbench. */
export async function toLessonData(lesson: Lesson, emit: Emit): Promise<LessonData> {
  const withModules = async (exercise: Exercise): Promise<ExerciseData> => {
    const entries = [...new Set(exercise.lab.services.map(({ entry }) => entry))];
    const { modules } = await emit(exercise.files, entries);
    return { ...exercise, emitted: modules };
  };
  const { main, ...others } = lesson.exercises;
  const exercises: LessonData['exercises'] = { main: await withModules(main) };
  for (const [id, exercise] of Object.entries(others)) exercises[id] = await withModules(exercise);
  const { title, lesson: about } = lesson.frontmatter;
  return { slug: lesson.slug, frontmatter: { title, lesson: about }, exercises };
}
