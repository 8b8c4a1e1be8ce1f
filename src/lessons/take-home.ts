/** `node/`: the lesson as a project of one's own. It must install in years to come as it does today. */
import { parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import type { AuthoringProblem } from '@spanlab/sandbox/expect/problem.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import { z } from 'zod';
import { filesBelow, type LessonFolder } from './folder.ts';
import { missing, parseIfThere } from './pieces.ts';

const exactVersion = z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u, {
  error: 'an exact version such as "2.12.0"',
});
const pinned = z.record(z.string(), exactVersion).optional();
const packageSchema = z.looseObject({ dependencies: pinned, devDependencies: pinned });

/** Read the project, and see that what it depends on is pinned. Empty when a lesson has none. */
export function readTakeHome(folder: LessonFolder, problems: AuthoringProblem[]): FileSet {
  const files = Object.fromEntries(filesBelow(folder.files, 'node'));
  const path = 'node/package.json';
  if (Object.keys(files).length > 0 && !folder.files.has(path)) {
    problems.push(missing(folder, path, 'what the project depends on'));
  }
  // JSON is YAML: the same parser finds the lines.
  parseIfThere(folder, path, (source) => parseYaml(packageSchema, source), problems);
  return files;
}
