/** What the workbench is given about a lesson: plain data, written into the page at build time. */
import type { EmittedModule } from '@spanlab/sandbox/compile/emitted-module.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lesson } from '../lesson.ts';
import type { Exercise } from './exercise.ts';
import type { LessonFrontmatter } from './schema.ts';

/** An exercise, and the modules its unchanged starting files compile to, so that a first Run need not wait. */
export interface ExerciseData<Module = EmittedModule> extends Exercise {
  /** Empty when the starting files do not compile, which a lesson may want. */
  emitted: Module[];
}

/** Serialisable as JSON. `exercises.main` is the lesson's own; others are keyed by their id. */
export interface LessonData<Module = EmittedModule> {
  slug: string;
  frontmatter: { title: string; lesson: LessonFrontmatter };
  exercises: { main: ExerciseData<Module>; [id: string]: ExerciseData<Module> };
}

/** Compiles an exercise's files; the modules that come of it. */
export type Emit<Module = EmittedModule> = (
  files: FileSet,
  entries: readonly string[],
) => Module[] | Promise<Module[]>;

/** Turn a lesson into data for the workbench. */
export async function toLessonData<Module = EmittedModule>(
  lesson: Lesson,
  emit: Emit<Module>,
): Promise<LessonData<Module>> {
  const withModules = async (exercise: Exercise): Promise<ExerciseData<Module>> => {
    const entries = [...new Set(exercise.lab.services.map(({ entry }) => entry))];
    return { ...exercise, emitted: await emit(exercise.files, entries) };
  };
  const { main, ...others } = lesson.exercises;
  const exercises: LessonData<Module>['exercises'] = { main: await withModules(main) };
  for (const [id, exercise] of Object.entries(others)) exercises[id] = await withModules(exercise);
  const { title, lesson: about } = lesson.frontmatter;
  return { slug: lesson.slug, frontmatter: { title, lesson: about }, exercises };
}
