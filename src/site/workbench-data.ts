import { join } from 'node:path';
import { createNodeCompiler, type NodeCompiler } from '@spanlab/sandbox/compile/node.ts';
import { type Lesson, type LessonData, toLessonData } from '../lesson.ts';

let compiler: NodeCompiler | undefined;

/** What the workbench of a lesson is given: its exercises, the starting files compiled ahead of the first Run. */
export function workbenchData(lesson: Lesson): Promise<LessonData> {
  // Astro bundles this file, so the assets are found from the project's folder, where Astro runs.
  compiler ??= createNodeCompiler(join(process.cwd(), '.cache/public/lab/'));
  const { compile } = compiler;
  // Files that do not compile are part of some lessons. The page's own compiler then says what is wrong.
  return toLessonData(lesson, (files, entries) => compile(files, entries).modules);
}
