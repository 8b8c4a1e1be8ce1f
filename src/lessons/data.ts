/** What the workbench is given about a lesson: plain data, written into the page at build time. */
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lesson } from '../lesson.ts';
import type { Exercise } from './exercise.ts';
import type { Panel } from './schema.ts';

/** An exercise, and the modules its unchanged starting files compile to, so that a first Run need not wait. */
export interface ExerciseData<Module> extends Exercise {
  emitted: Module[];
}

/** Serialisable as JSON. `exercises.main` is the lesson's own; others are keyed by their id. */
export interface LessonData<Module> {
  slug: string;
  title: string;
  panels: Panel[];
  focus: Panel;
  exercises: { main: ExerciseData<Module>; [id: string]: ExerciseData<Module> };
}

/** Turn a lesson into data for the workbench. `emit` compiles the starting files. */
export async function toLessonData<Module>(
  lesson: Lesson,
  emit: (files: FileSet, entries: string[]) => Module[] | Promise<Module[]>,
): Promise<LessonData<Module>> {
  const withModules = async (exercise: Exercise): Promise<ExerciseData<Module>> => {
    const entries = [...new Set(exercise.lab.services.map(({ entry }) => entry))];
    return { ...exercise, emitted: await emit(exercise.files, entries) };
  };
  const { main, ...others } = lesson.exercises;
  const exercises: LessonData<Module>['exercises'] = { main: await withModules(main) };
  for (const [id, exercise] of Object.entries(others)) exercises[id] = await withModules(exercise);
  const { title, lesson: about } = lesson.frontmatter;
  return { slug: lesson.slug, title, panels: about.panels, focus: about.focus, exercises };
}
