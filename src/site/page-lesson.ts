import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { type PageExercise, readExercises } from './lesson-data.ts';

/** Stops the build with an author's mistake, and says in which file. */
export function fail(route: StarlightRouteData, problem: string): never {
  throw new Error(`${route.entry.filePath}: ${problem}`);
}

/** An exercise of the lesson a component stands in. */
export async function exerciseOf(
  route: StarlightRouteData,
  id: string,
  component: string,
): Promise<PageExercise> {
  if (route.entry.data.lesson === undefined) {
    fail(route, `${component} belongs in a lesson, and this page has no \`lesson:\` in its frontmatter.`);
  }
  const exercises = await readExercises(route.entry.filePath);
  const exercise = exercises.find((each) => each.id === id);
  if (exercise === undefined) {
    fail(
      route,
      `${component}: no exercise "${id}". There is: ${exercises.map((each) => `"${each.id}"`).join(', ')}.`,
    );
  }
  return exercise;
}
