/** Carries out the steps of a plan, as many at a time as its parts can bear. */
import { type ProgramExample, type Runtime, runtimes } from '../model/example.ts';
import { checkData, type DataStep } from './data-runs.ts';
import { type Execution, giveUp } from './execution.ts';
import { type LessonStep, verifyLessons } from './lesson-runs.ts';
import type { Step } from './plan.ts';
import { type ProgramStep, runPrograms, type Types } from './program-runs.ts';
import { runShells, type ShellStep } from './shell-runs.ts';
import { checkPrograms } from './type-runs.ts';

/**
 * Carries out steps, and resolves when all have an outcome or `signal` is aborted. One that fails stops no other.
 * Types are checked while programs run; programs that must be alone, and lessons, come after all others.
 * @returns what the types depended on and what is wrong beside the examples
 */
export async function execute(steps: readonly Step[], execution: Execution): Promise<Awaited<Types>> {
  const { signal } = execution;
  const programs = steps.filter((step): step is ProgramStep => step.example.kind === 'program');
  const onlyTypes = programs.filter(({ runtime }) => runtime === undefined);
  const types = checkTypes(programs, execution);
  // Handled here also when everything else gives up before it asks.
  types.catch(() => {});

  const ofRuntime = (runtime: Runtime) => programs.filter((step) => step.runtime === runtime);
  const [alone] = await Promise.all([
    Promise.all(runtimes.map((runtime) => runPrograms(ofRuntime(runtime), types, execution))),
    checkPrograms(onlyTypes, types, execution),
    runShells(
      steps.filter((step): step is ShellStep => step.example.kind === 'shell'),
      execution,
    ),
    checkData(
      steps.filter((step): step is DataStep => step.example.kind === 'data'),
      execution,
    ),
  ]);
  for (const run of alone) if (!signal.aborted) await run();
  if (!signal.aborted) {
    await verifyLessons(
      steps.filter((step): step is LessonStep => step.example.kind === 'lesson'),
      execution,
    );
  }
  return types;
}

/** All at once, each example once in however many runtimes it runs. Never rejects: without types, programs still run. */
async function checkTypes(steps: readonly ProgramStep[], execution: Execution): Types {
  const examples = new Map<string, ProgramExample>();
  for (const { example } of steps) if (example.options.noCheck !== true) examples.set(example.id, example);
  const nothing = { diagnostics: new Map(), elsewhere: [], problems: [], loaded: new Map() };
  if (examples.size === 0) return { ...nothing, unsettled: new Set() };
  try {
    const asked = [];
    for (const example of examples.values()) {
      asked.push({ example, project: await execution.parts.projectOf(example.document) });
    }
    const checked = await execution.parts.types(asked, execution.signal);
    if (!execution.signal.aborted) for (const problem of checked.problems) execution.problem(problem);
    return checked;
  } catch (error) {
    giveUp(execution, 'Types could not be checked', error);
    return { ...nothing, unsettled: new Set(examples.keys()) };
  }
}
