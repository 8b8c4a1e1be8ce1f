/** What can be said of a lesson without running it: its schema, whether its files compile, and their types. */
import { createNodeCompiler, type NodeCompiler } from '@spanlab/sandbox/compile/node.ts';
import { type Lesson, readLesson } from '../../src/lesson.ts';
import { buildLabAssets } from '../../tools/build-lab-assets.ts';
import type { Finding } from '../model/finding.ts';
import { fromDiagnostic, fromProblem, type Shown } from './lesson-findings.ts';
import { statesOf } from './states.ts';

export interface ReadLesson {
  /** Absent when its schema is not held. */
  lesson?: Lesson;
  findings: readonly Finding[];
}

let compiler: Promise<NodeCompiler> | undefined;

/** Reads a lesson folder. A type error on purpose is declared as in any TypeScript: `// @ts-expect-error`. */
export async function checkLesson(folder: string, shown: Shown): Promise<ReadLesson> {
  const { value: lesson, problems } = await readLesson(folder);
  if (lesson === undefined || problems.length > 0)
    return { findings: problems.map((each) => fromProblem(each, folder, shown)) };
  compiler ??= buildLabAssets(() => undefined).then(() => createNodeCompiler());
  const { compile, typeCheck } = await compiler;
  const said = new Set<string>();
  const findings = Object.values(lesson.exercises)
    .flatMap(statesOf)
    .flatMap((state) => {
      const entries = [...new Set(state.lab.services.map(({ entry }) => entry))];
      const errors = entries.length === 0 ? [] : compile(state.files, entries).diagnostics;
      const all = errors.length > 0 ? errors : typeCheck(state.files);
      return all.map((each) => fromDiagnostic(state, each, shown));
    })
    // A file that several states share is complained of once.
    .filter(({ message, at }) => {
      const key = `${at.file}:${at.line}:${at.column} ${message}`;
      return !said.has(key) && said.add(key);
    });
  return { lesson, findings };
}
