import { dirname, join } from 'node:path';
import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { type Exercise, type Lesson, loadLesson } from '../lesson.ts';

/** A page is rendered once; its components share what was loaded for it. */
const loaded = new WeakMap<StarlightRouteData, Promise<Lesson>>();

/** Stops the build with an author's mistake, and says in which file. */
export function fail(route: StarlightRouteData, problem: string): never {
  throw new Error(`${route.entry.filePath}: ${problem}`);
}

/** The folder of the lesson a route shows. */
export function lessonOf(route: StarlightRouteData, component: string): Promise<Lesson> {
  if (route.entry.data.lesson === undefined) {
    fail(route, `${component} belongs in a lesson, and this page has no \`lesson:\` in its frontmatter.`);
  }
  let lesson = loaded.get(route);
  if (lesson === undefined) {
    // Astro runs in the project's folder, and paths of entries are relative to it.
    lesson = loadLesson(join(process.cwd(), dirname(route.entry.filePath)));
    loaded.set(route, lesson);
  }
  return lesson;
}

/** An exercise of the lesson a component stands in. */
export async function exerciseOf(
  route: StarlightRouteData,
  id: string,
  component: string,
): Promise<Exercise> {
  const { exercises } = await lessonOf(route, component);
  const exercise = exercises[id];
  if (exercise === undefined) {
    const names = Object.keys(exercises).map((each) => `"${each}"`);
    fail(route, `${component}: no exercise "${id}". There is: ${names.join(', ')}.`);
  }
  return exercise;
}
